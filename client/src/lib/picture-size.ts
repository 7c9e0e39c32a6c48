/** The size of a picture of ours, which its address says; null of any other. With it, nothing moves when the picture comes. */
export function pictureSize(address: string | undefined): { width: number; height: number } | null {
  const [, width, height] = /^\/uploads\/.+-(\d{1,4})x(\d{1,4})\.webp$/.exec(address ?? '') ?? [];
  return width && height ? { width: Number(width), height: Number(height) } : null;
}
