interface Child {
  /** Does nothing where it has ended. */
  kill(signal: NodeJS.Signals): unknown;
}

const children = new Set<Child>();

process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

/** Sees to it that a program which was started ends with this run, where that is broken off and nobody stops it in order. */
export function endWithUs<C extends Child>(child: C): C {
  children.add(child);
  return child;
}
