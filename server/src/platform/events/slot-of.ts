/** Into so many slots a cluster divides all keys. */
const slots = 16_384;

/** The slot of a Redis cluster that a key or a channel falls into: CRC16 (XMODEM) of what stands in its first braces, or of all of it. */
export function slotOf(key: string): number {
  const open = key.indexOf('{');
  const close = open < 0 ? -1 : key.indexOf('}', open + 1);
  const hashed = close > open + 1 ? key.slice(open + 1, close) : key;
  let crc = 0;
  for (const byte of Buffer.from(hashed)) crc = crcOf(crc ^ (byte << 8));
  return crc % slots;
}

function crcOf(start: number): number {
  let crc = start;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1;
  return crc & 0xffff;
}
