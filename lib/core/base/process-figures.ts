import { assume } from "./assume";

/** Upper bounds of a histogram's buckets; above the last is one more. */
const MILLISECONDS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];
const WRITES = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];

/** What is measured, in ms unless the name says otherwise. New ones stand last: a thread knows them by their place. */
const HISTOGRAMS = {
  batch_writes: {
    metric: "batch_writes",
    label: null,
    help: "Writes that went into one transaction.",
    bounds: WRITES,
  },
  batch_ms: {
    metric: "batch_ms",
    label: null,
    help: "How long a batch's transaction took, in ms.",
    bounds: MILLISECONDS,
  },
  write_wait_ms: {
    metric: "write_wait_ms",
    label: null,
    help: "How long a write waited until it was committed, in ms.",
    bounds: MILLISECONDS,
  },
  read_ms: stage("read"),
  admit_ms: stage("admit"),
  prompt_ms: stage("prompt"),
  record_ms: stage("record"),
} as const;

/** A stage of a call: its body is read, its session takes it in, its prompt is built, its turn is recorded. */
function stage(name: string) {
  const help = "Time that a stage adds to a call, in ms.";
  return { metric: "call_added_ms", label: `stage="${name}"`, help, bounds: MILLISECONDS };
}

/** What goes up and down. */
const GAUGES = {
  calls: { metric: "calls", label: null, help: "Calls that run now." },
  calls_refused: {
    metric: "calls_refused",
    label: null,
    help: "Calls that were refused because too many ran.",
  },
  writes_waiting: { metric: "writes_waiting", label: null, help: "Writes that wait to be committed." },
  recordings: cache("recordings"),
  sessions: cache("sessions"),
  texts: cache("texts"),
  views: cache("views"),
  replies: cache("replies"),
  evidence_displaced: {
    metric: "evidence_displaced",
    label: null,
    help: "Columns of evidence that TURNTREE_BLOBS did not take: the database keeps them.",
  },
} as const;

function cache(name: string) {
  return {
    metric: "cache_bytes",
    label: `cache="${name}"`,
    help: "About how much memory a cache takes, in bytes.",
  };
}

export type HistogramName = keyof typeof HISTOGRAMS;
export type GaugeName = keyof typeof GAUGES;

interface Told {
  /** What it is called outside, without the product's name. */
  readonly metric: string;
  /** What tells it from others of that name; null where there are none. */
  readonly label: string | null;
  readonly help: string;
}

const HISTOGRAM_NAMES = assume<HistogramName[]>(Object.keys(HISTOGRAMS), "keys of the constant above");
const GAUGE_NAMES = assume<GaugeName[]>(Object.keys(GAUGES), "keys of the constant above");

/** Numbers of a histogram: its sum in thousandths, its count, and its buckets with the one above the last. */
const SLOTS = 2 + MILLISECONDS.length + 1;

/** A histogram as it is told. */
export interface ToldHistogram extends Told {
  readonly bounds: readonly number[];
  /** How many were at most each bound; the last is how many there were. */
  readonly upTo: readonly number[];
  readonly sum: number;
}

export interface ToldGauge extends Told {
  readonly value: number;
}

/**
 * Figures that all threads of a process write into one piece of memory.
 *
 * @example
 * const figures = new ProcessFigures();
 * figures.observe("batch_writes", 3);
 * figures.histograms()[0]?.upTo; // [0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1]
 */
export class ProcessFigures {
  readonly #numbers: BigInt64Array;

  /** @param memory that of another thread; a new one unless given. */
  constructor(readonly memory: SharedArrayBuffer = ProcessFigures.memory()) {
    this.#numbers = new BigInt64Array(memory);
  }

  private static memory(): SharedArrayBuffer {
    return new SharedArrayBuffer((HISTOGRAM_NAMES.length * SLOTS + GAUGE_NAMES.length) * 8);
  }

  observe(name: HistogramName, value: number): void {
    const at = HISTOGRAM_NAMES.indexOf(name) * SLOTS;
    const { bounds } = HISTOGRAMS[name];
    const bucket = bounds.findIndex((bound) => value <= bound);
    this.#add(at, Math.round(value * 1_000));
    this.#add(at + 1, 1);
    this.#add(at + 2 + (bucket === -1 ? bounds.length : bucket), 1);
  }

  /** Changes a gauge by so much. */
  add(name: GaugeName, change: number): void {
    this.#add(HISTOGRAM_NAMES.length * SLOTS + GAUGE_NAMES.indexOf(name), change);
  }

  histograms(): readonly ToldHistogram[] {
    return HISTOGRAM_NAMES.map((name, i) => {
      const { bounds } = HISTOGRAMS[name];
      let before = 0;
      const upTo = Array.from({ length: bounds.length + 1 }, (_, bucket) => {
        before += this.#read(i * SLOTS + 2 + bucket);
        return before;
      });
      return { ...HISTOGRAMS[name], upTo, sum: this.#read(i * SLOTS) / 1_000 };
    });
  }

  gauges(): readonly ToldGauge[] {
    return GAUGE_NAMES.map((name, i) => ({
      ...GAUGES[name],
      value: this.#read(HISTOGRAM_NAMES.length * SLOTS + i),
    }));
  }

  #add(at: number, change: number): void {
    Atomics.add(this.#numbers, at, BigInt(Math.round(change)));
  }

  #read(at: number): number {
    return Number(Atomics.load(this.#numbers, at));
  }
}

const FIGURES = Symbol.for("turntree.process-figures");

// Whoever starts a thread gives it this thread's memory (scripts/begin-thread.mjs), and a bundler may hold this module
// twice.
const slots = assume<{ [FIGURES]?: SharedArrayBuffer }>(
  globalThis,
  "memory of this class, wherever it was made",
);

/** Those of this process, whichever of its threads asks. */
export const processFigures: ProcessFigures = new ProcessFigures(slots[FIGURES]);
slots[FIGURES] ??= processFigures.memory;
