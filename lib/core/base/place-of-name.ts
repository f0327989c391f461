/**
 * Which of several places a name has: always the same one, and names are spread evenly.
 *
 * @param of how many places there are.
 * @returns from 0.
 */
export function placeOfName(name: string, of: number): number {
  // FNV-1a, which spreads names that differ in their last digit alone.
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  hash ^= hash >>> 15;
  return (hash >>> 0) % of;
}
