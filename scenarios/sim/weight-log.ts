import { firstSpans, type WeightSpan } from "@/lib/core/recording/weight-span";

/** Which weights sampled which tokens of one generation. */
export class WeightLog {
  private readonly told: WeightSpan[] = [];

  /**
   * @param versionOf The weights that sample the token at a position now.
   * @param shortBy Tokens at the end that are not told of.
   */
  constructor(
    private readonly versionOf: (position: number) => string,
    private readonly shortBy = 0,
  ) {}

  /** Notes that the first `count` tokens are sampled. */
  note(count: number): void {
    for (let at = this.told.at(-1)?.end ?? 0; at < count; at++) {
      const version = this.versionOf(at);
      const last = this.told.at(-1);
      const start = last?.version === version ? (this.told.pop()?.start ?? at) : at;
      this.told.push({ version, start, end: at + 1 });
    }
  }

  /** The spans so far but for the last tokens, as SGLang's `weight_versions` tells them. */
  get spans(): readonly WeightSpan[] {
    return firstSpans(this.told, (this.told.at(-1)?.end ?? 0) - this.shortBy);
  }
}
