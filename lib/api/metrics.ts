import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { ToldGauge, ToldHistogram } from "@/lib/core/base/process-figures";
import { processFigures } from "@/lib/core/base/process-figures";
import type { Figures } from "@/lib/core/list/run-stats";
import type { SessionStats } from "@/lib/store/store";

interface FigureMetric {
  readonly figure: keyof Figures;
  readonly help: string;
}

const FIGURES: readonly FigureMetric[] = [
  { figure: "turns", help: "Model calls recorded." },
  { figure: "forks", help: "Forks in the trees of all sessions." },
  { figure: "drift_spans", help: "Spans of sampled tokens that a later prompt spelled otherwise." },
  { figure: "refused_tokens", help: "Sampled tokens that may not train." },
  { figure: "samples", help: "Samples that the sessions give under their policies." },
  { figure: "sampled_tokens", help: "Tokens that engines sampled." },
  { figure: "trained_tokens", help: "Sampled tokens that train." },
];

/** Metrics of the process itself; collected once, since they hold timers. */
let processMetrics: Registry | null = null;

function ownProcess(): Registry {
  if (processMetrics === null) {
    processMetrics = new Registry();
    collectDefaultMetrics({ register: processMetrics, prefix: "turntree_" });
  }
  return processMetrics;
}

/**
 * What is recorded, by status and by cause, and how the process fares, as Prometheus text. Everything recorded is
 * read from the database, so several processes on one database tell the same. What could not be recorded is told by the
 * process that could not.
 */
export async function metricsText(
  stats: SessionStats,
  process: { readonly engineReady: boolean; readonly unrecordedCalls: number },
): Promise<string> {
  const register = new Registry();
  const sessions = gauge(register, "turntree_sessions", "Sessions by status.", ["status"]);
  for (const part of stats.by_status) sessions.set({ status: part.name }, part.sessions);
  for (const { figure, help } of FIGURES) {
    gauge(register, `turntree_${figure}`, help, []).set(stats.total[figure]);
  }
  const causes = gauge(register, "turntree_cause_tokens", "Tokens that a cause concerns.", [
    "subject",
    "cause",
  ]);
  for (const { subject, cause, tokens } of stats.causes) causes.set({ subject, cause }, tokens);
  gauge(register, "turntree_engine_ready", "1 when the engine says that it is ready.", []).set(
    process.engineReady ? 1 : 0,
  );
  const help = "Calls that this process could not record.";
  gauge(register, "turntree_unrecorded_calls", help, []).set(process.unrecordedCalls);
  const own = [...histogramLines(), ...gaugeLines()].join("\n");
  return `${await register.metrics()}\n${own}\n${await ownProcess().metrics()}`;
}

function gauge(register: Registry, name: string, help: string, labelNames: readonly string[]): Gauge {
  return new Gauge({ name, help, labelNames: [...labelNames], registers: [register] });
}

/** What all threads of the process measure, in Prometheus' words. */
function histogramLines(): readonly string[] {
  return processFigures
    .histograms()
    .flatMap((told, i, all) => [...heading(told, all[i - 1], "histogram"), ...bucketLines(told)]);
}

function gaugeLines(): readonly string[] {
  return processFigures
    .gauges()
    .flatMap((told, i, all) => [
      ...heading(told, all[i - 1], "gauge"),
      `${nameOf(told)}${labels(told.label)} ${told.value}`,
    ]);
}

function bucketLines(told: ToldHistogram): readonly string[] {
  const name = nameOf(told);
  const count = told.upTo.at(-1) ?? 0;
  const bounds = [...told.bounds, "+Inf"];
  return [
    ...bounds.map((le, at) => `${name}_bucket${labels(told.label, `le="${le}"`)} ${told.upTo[at] ?? count}`),
    `${name}_sum${labels(told.label)} ${told.sum}`,
    `${name}_count${labels(told.label)} ${count}`,
  ];
}

/** Figures of one name stand together, below one heading. */
function heading(
  told: ToldGauge | ToldHistogram,
  before: ToldGauge | ToldHistogram | undefined,
  type: "histogram" | "gauge",
): readonly string[] {
  if (told.metric === before?.metric) return [];
  return [`# HELP ${nameOf(told)} ${told.help}`, `# TYPE ${nameOf(told)} ${type}`];
}

function nameOf({ metric }: ToldGauge | ToldHistogram): string {
  return `turntree_${metric}`;
}

function labels(...each: readonly (string | null)[]): string {
  const given = each.filter((label) => label !== null);
  return given.length === 0 ? "" : `{${given.join(",")}}`;
}
