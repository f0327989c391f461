import type { ExportedSession } from "./export-input";
import type { ExportOptions } from "./export-options";
import type { GroupSource } from "./group-standings";

type Packable = Pick<ExportedSession, "id" | "group_index">;

/** Sessions of a group that came so far, and the ids of those that did not. */
interface GrowingPack<Session> {
  readonly sessions: Session[];
  readonly missing: Set<string>;
}

/**
 * The sessions that stand in one line together: each alone, or those of a group where the options pack groups. A group
 * is given once all of its sessions came. One that the export takes in part is given at the end. Memory holds the facts
 * of the sessions that wait, and no recording.
 */
export async function* inPacks<Session extends Packable>(
  sessions: Iterable<Session> | AsyncIterable<Session>,
  { pack }: Pick<ExportOptions, "pack">,
  source: GroupSource,
): AsyncGenerator<readonly [Session, ...Session[]]> {
  const growing = new Map<number, GrowingPack<Session>>();
  for await (const session of sessions) {
    const group = session.group_index;
    if (pack === "session" || group === null) {
      yield [session];
      continue;
    }
    const held = growing.get(group) ?? (await emptyPack<Session>(group, source));
    growing.set(group, held);
    held.sessions.push(session);
    held.missing.delete(session.id);
    if (held.missing.size > 0) continue;
    growing.delete(group);
    yield* whole(held);
  }
  for (const held of growing.values()) yield* whole(held);
}

async function emptyPack<Session>(group: number, source: GroupSource): Promise<GrowingPack<Session>> {
  const members = await source.readGroup(group);
  return { sessions: [], missing: new Set(members.map(({ id }) => id)) };
}

function* whole<Session>({
  sessions: [first, ...others],
}: GrowingPack<Session>): Generator<readonly [Session, ...Session[]]> {
  if (first !== undefined) yield [first, ...others];
}
