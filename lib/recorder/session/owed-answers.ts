/**
 * SDKs try again after at most eight seconds, or after as long as a reply says, up to a minute. What is older was given
 * up.
 */
const WINDOW_MS = 120_000;

/** How many calls of a body were left without an answer, and may come again for one of their own. */
export class OwedAnswers {
  private readonly since = new Map<string, number[]>();

  count(body: string): number {
    return this.recent(body).length;
  }

  add(body: string): void {
    this.since.set(body, [...this.recent(body), Date.now()]);
  }

  /** One of them has come. */
  take(body: string): void {
    const [, ...others] = this.recent(body);
    if (others.length > 0) this.since.set(body, others);
    else this.since.delete(body);
  }

  private recent(body: string): readonly number[] {
    const oldest = Date.now() - WINDOW_MS;
    return (this.since.get(body) ?? []).filter((time) => time >= oldest);
  }
}
