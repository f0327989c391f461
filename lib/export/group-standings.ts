import { type AdvantageRule, groupAdvantages } from "@/lib/core/lab/group-advantages";
import { keptOutBy, type TakenSessions } from "./admission";
import type { ExportedSession, PlaceInGroup } from "./export-input";

/** A session of a group, as its standing needs it. */
export type RewardedMember = Pick<ExportedSession, "id" | "reward" | "status" | "outcome">;

/** Where groups are read from; a store is one. */
export interface GroupSource {
  /** The sessions of a group, with their rewards. */
  readGroup(groupIndex: number): Promise<readonly RewardedMember[]>;
}

/** What a session is worth within its group, and where it stands in it. */
export interface Standing {
  /** Null without a reward or a group. */
  readonly advantage: number | null;
  readonly group: PlaceInGroup | null;
}

interface Group {
  readonly places: ReadonlyMap<string, number>;
  readonly advantages: readonly (number | null)[];
  readonly deviation: number | null;
  readonly takingPart: number;
}

/** How many groups are kept: sessions of one stand together in a list, and a few lists cross. */
const KEPT_GROUPS = 64;

/**
 * What sessions are worth within their groups, for one export. A group is read once, however many of its sessions are
 * asked about. Sessions that the export keeps out take no part in the mean.
 */
export class GroupStandings {
  readonly #groups = new Map<number, Promise<Group>>();

  constructor(
    private readonly source: GroupSource,
    private readonly admitting: TakenSessions,
    private readonly rule: AdvantageRule | undefined,
  ) {}

  async of({ id, group_index: index }: Pick<ExportedSession, "id" | "group_index">): Promise<Standing> {
    if (index === null) return { advantage: null, group: null };
    const known = this.#groups.get(index) ?? this.#read(index);
    this.#groups.delete(index);
    this.#groups.set(index, known);
    const oldest = this.#groups.keys().next();
    if (this.#groups.size > KEPT_GROUPS && !oldest.done) this.#groups.delete(oldest.value);
    const { places, advantages, deviation, takingPart } = await known;
    const place = places.get(id);
    const advantage = place === undefined ? null : (advantages[place] ?? null);
    return { advantage, group: { place: place ?? 0, deviation, takingPart } };
  }

  async #read(index: number): Promise<Group> {
    const members = await this.source.readGroup(index);
    const takesPart = members.map((member) => keptOutBy(member, this.admitting, false) === null);
    const rewards = members.map(({ reward }, at) =>
      typeof reward === "number" && takesPart[at] ? reward : null,
    );
    const { advantages, std } = groupAdvantages(rewards, this.rule);
    return {
      places: new Map(members.map(({ id }, place) => [id, place])),
      advantages,
      deviation: std,
      takingPart: members.filter((member) => keptOutBy(member, this.admitting, true) === null).length,
    };
  }
}
