import type { Response } from 'express';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

/** All that Node knows of what is going on on the connection: that it is not idle, and that no other answer may begin on it. */
const stream = { finished: false };

/**
 * Writes the head of an answer, and takes its connection over.
 *
 * @remarks
 * Node keeps the request, the answer and all that hangs on them for as long as an answer is open: 10 of the 20 KB that a stream would
 * cost. Here they are told that they are over, as they would be after the last byte, and let go. The connection stays one of the
 * server's, which closes it with the others when it stops. What a client sends on it is another request, which waits for an end that
 * does not come, as it would behind any answer that is not over.
 *
 * @param socket the connection that the answer is for.
 * @param text what the answer begins with.
 */
export function takeOver(res: Response, socket: Socket, text: string): void {
  socket.write(headOf(res) + text);
  res.emit('finish');
  // Set for a connection that waits for its next request.
  socket.setTimeout(0);
  // Where Node notes the answer that a connection is busy with.
  Object.assign(socket, { _httpMessage: stream });
}

function headOf(res: Response): string {
  const lines = Object.entries(res.getHeaders()).flatMap(([name, value]) =>
    [value].flat().map((one) => `${name}: ${String(one)}\r\n`),
  );
  const date = `date: ${new Date().toUTCString()}\r\n`;
  return `HTTP/1.1 200 ${STATUS_CODES[200]}\r\n${lines.join('')}${date}connection: close\r\n\r\n`;
}
