/** The answer of `GET …/samples/summary`: the file that a download of the same query would be. */
export interface ExportSummary {
  readonly file_name: string;
  readonly sessions: number;
  /** How many of them are still recorded: a later export of the same query holds more. */
  readonly open_sessions: number;
  /** Of sessions that the format cannot say, where they were to be left out. */
  readonly left_out: number;
  /** Why, the most frequent first, each with how many sessions it left out. */
  readonly unfit_reasons: readonly { readonly reason: string; readonly sessions: number }[];
  /** Sessions that were kept out since nobody asked for such, by what kept them out; they are among `sessions`. */
  readonly kept_out: Readonly<Record<string, number>>;
  /** The policies that made the samples, each in one line, the most frequent first; none for the raw recording. */
  readonly policies: readonly { readonly policy: string; readonly sessions: number }[];
  readonly samples: number;
  /** Ids of packed samples, together as the tree holds them and each by itself; null in formats that pack nothing. */
  readonly packed: { readonly together: number; readonly alone: number } | null;
  readonly lines: number;
  /** Length of the file, compressed when that was asked for. */
  readonly bytes: number;
  /** Of that file, hex. */
  readonly sha256: string;
  /** Why it holds nothing; null when it holds something. */
  readonly reason: string | null;
}
