const LANE_SEEDS = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0x5be0cd19] as const;
const LANE_FACTORS = [0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f, 0x165667b1] as const;

/**
 * A 128-bit hash of a text, as 32 hexadecimal digits. Pure and the same everywhere, so that browser and server name
 * a node alike. It tells contents apart; it is no defence against someone who looks for collisions.
 *
 * @example
 * hashText("a") === hashText("a"); // true, in every process
 */
export function hashText(text: string): string {
  let [a, b, c, d]: [number, number, number, number] = [...LANE_SEEDS];
  const [fa, fb, fc, fd] = LANE_FACTORS;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // Each lane also takes in its neighbour, so that the four do not collide together.
    a = Math.imul(a ^ unit, fa);
    b = Math.imul(b ^ unit ^ (a >>> 15), fb);
    c = Math.imul(c ^ unit ^ (b >>> 13), fc);
    d = Math.imul(d ^ unit ^ (c >>> 16), fd);
    a ^= d >>> 11;
  }
  a ^= text.length;
  return [a ^ c, b ^ a, c ^ d, d ^ b].map((lane) => hex(avalanche(lane))).join("");
}

function avalanche(lane: number): number {
  let mixed = lane;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return mixed ^ (mixed >>> 16);
}

function hex(lane: number): string {
  return (lane >>> 0).toString(16).padStart(8, "0");
}
