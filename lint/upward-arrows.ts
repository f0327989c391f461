import type { RoomArrows } from "./room-arrows";

/** Arrows from a room to one that stands below it in an order, or not in it at all. */
export function upwardArrows(arrows: RoomArrows, order: readonly string[]): string[] {
  const place = new Map(order.map((room, index) => [room, index]));
  return [...arrows].flatMap(([room, imported]) =>
    [...imported]
      .filter((other) => (place.get(other) ?? Number.POSITIVE_INFINITY) >= (place.get(room) ?? -1))
      .map((other) => `${room} → ${other}`),
  );
}
