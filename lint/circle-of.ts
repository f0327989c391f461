import type { RoomArrows } from "./room-arrows";

/** Rooms that import each other in a circle, from one back to itself; null when there is no circle. */
export function circleOf(arrows: RoomArrows): readonly string[] | null {
  const closed = new Set<string>();
  const walk = (room: string, path: readonly string[]): readonly string[] | null => {
    if (path.includes(room)) return [...path.slice(path.indexOf(room)), room];
    if (closed.has(room)) return null;
    for (const other of arrows.get(room) ?? []) {
      const circle = walk(other, [...path, room]);
      if (circle !== null) return circle;
    }
    closed.add(room);
    return null;
  };
  for (const room of arrows.keys()) {
    const circle = walk(room, []);
    if (circle !== null) return circle;
  }
  return null;
}
