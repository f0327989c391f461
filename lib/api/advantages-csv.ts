import type { GroupDetail } from "@/lib/inspect/list/figures";

const COLUMNS = [
  "group_index",
  "index",
  "session",
  "rollout_id",
  "reward",
  "mean",
  "std",
  "advantage",
  "samples",
  "trained_tokens",
  "sample_share",
  "token_share",
] as const;

/** A group's rewards, advantages and weights as CSV (RFC 4180), a line a session. Cells are empty where nothing is. */
export function advantagesCsv({ group_index, mean, std, sessions }: GroupDetail): string {
  const lines = sessions.map((session) => {
    const { id, reward, ...rest } = session;
    const row = {
      ...rest,
      group_index,
      mean,
      std,
      session: id,
      reward: typeof reward === "number" ? reward : null,
    };
    return COLUMNS.map((column) => cell(row[column])).join(",");
  });
  return [COLUMNS.join(","), ...lines, ""].join("\r\n");
}

function cell(value: string | number | null): string {
  if (value === null) return "";
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
