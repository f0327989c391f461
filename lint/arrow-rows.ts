import type { RoomArrows } from "./room-arrows";

/** A line of the table: a room, and the rooms that it imports as it sees them. */
export interface ArrowRow {
  readonly room: string;
  readonly imports: string;
}

function houseOf(room: string): string {
  return room.slice(0, Math.max(0, room.lastIndexOf("/")));
}

/** A room as another names it: a neighbour by its own name, one of another house by that house's path. */
function seenFrom(room: string, other: string): string {
  const house = houseOf(room);
  if (house !== "" && other.startsWith(`${house}/`))
    return other.split("/")[house.split("/").length] ?? other;
  let shared = houseOf(house);
  while (shared !== "" && !other.startsWith(`${shared}/`)) shared = houseOf(shared);
  const depth = shared === "" ? 2 : shared.split("/").length + 1;
  return other.split("/").slice(0, depth).join("/");
}

/** The table of the arrows in an order of rooms; rooms that the order leaves out stand at its end. */
export function arrowRows(arrows: RoomArrows, order: readonly string[]): ArrowRow[] {
  const rooms = [...new Set([...order, ...arrows.keys()])].filter((room) => arrows.has(room));
  return rooms.map((room) => {
    const imported = rooms.filter((other) => arrows.get(room)?.has(other));
    return { room, imports: [...new Set(imported.map((other) => seenFrom(room, other)))].join(", ") };
  });
}

/** Reads the table that stands in a text under the head `| room | imports |`. */
export function readArrowRows(text: string): ArrowRow[] {
  const [, table = ""] = text.split("| room | imports |\n");
  const [rows = ""] = table.split("\n\n");
  return [...rows.matchAll(/^\| `([^`]+)` \|(.*)\|$/gm)].map(([, room = "", imports = ""]) => ({
    room,
    imports: imports.trim(),
  }));
}
