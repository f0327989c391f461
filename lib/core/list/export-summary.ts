/** The answer of `GET …/samples/summary`: the file that a download of the same query would be. */
export interface ExportSummary {
  readonly file_name: string;
  readonly sessions: number;
  /** How many of them are still recorded: a later export of the same query holds more. */
  readonly open_sessions: number;
  /** Of sessions that the format cannot say, where they were to be left out. */
  readonly left_out: number;
  /** The policies that made the samples, each in one line, the most frequent first; none for the raw recording. */
  readonly policies: readonly { readonly policy: string; readonly sessions: number }[];
  readonly samples: number;
  readonly lines: number;
  /** Length of the file, compressed when that was asked for. */
  readonly bytes: number;
  /** Of that file, hex. */
  readonly sha256: string;
  /** Why it holds nothing; null when it holds something. */
  readonly reason: string | null;
}
