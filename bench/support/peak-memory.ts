const SAMPLE_MS = 10;

/** Resident memory of this process from now on: how far its peak lies above where it began. */
export class PeakMemory {
  private readonly start: number;
  private peak: number;
  private readonly timer: NodeJS.Timeout;

  constructor() {
    globalThis.gc?.();
    this.start = process.memoryUsage.rss();
    this.peak = this.start;
    this.timer = setInterval(() => this.look(), SAMPLE_MS);
  }

  private look(): void {
    this.peak = Math.max(this.peak, process.memoryUsage.rss());
  }

  /** Growth in megabytes; ends the watch. */
  growthMb(): number {
    this.look();
    clearInterval(this.timer);
    return (this.peak - this.start) / 1e6;
  }
}
