import type { RecorderParts } from "@/lib/recorder/parts";
import type { SessionRecord } from "@/lib/store/store";
import { sessionFigures } from "./session-figures";

/**
 * Works out what the session's policy makes of its recording, and keeps the figures for the list page.
 *
 * @throws RewardError when the session's rewards do not fit its leaves.
 */
export async function refreshCounters(
  parts: Pick<RecorderParts, "store" | "settings">,
  record: SessionRecord,
): Promise<void> {
  const { figures } = await sessionFigures(parts, record);
  await parts.store.updateSession(record.id, figures);
}
