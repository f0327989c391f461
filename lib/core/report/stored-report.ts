/** A report as a list names it. */
export interface ReportHead {
  /** Grows from report to report. */
  readonly number: number;
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Whose key it was that wrote it. */
  readonly holder: string;
  /** The person, as a proxy in front says; null where none says. */
  readonly person: string | null;
  readonly title: string;
}

/** What somebody found out, in Markdown, citing recorded tokens (lib/core/report/citation.ts). */
export interface StoredReport extends ReportHead {
  readonly text: string;
}

export type NewReport = Omit<StoredReport, "number">;

/** Where reports are kept. They outlive the sessions that they cite. */
export interface Reports {
  add(report: NewReport): Promise<void>;
  find(id: string): Promise<StoredReport | null>;
  /** The newest first. @param before only those with a smaller number. */
  list(query: {
    readonly before?: number | undefined;
    readonly limit: number;
  }): Promise<readonly ReportHead[]>;
  /** Whether there was one. */
  remove(id: string): Promise<boolean>;
}
