import { withoutLastSlashes } from "@/lib/core/base/without-last-slashes";
import type { EvidenceSettings } from "@/lib/core/evidence/evidence-settings";
import type { OptionalTolerance } from "@/lib/core/message/optional-tolerances";
import type { RunQuota } from "@/lib/core/policy/run-quota";
import type { KeepRule } from "@/lib/core/recording/keep-rule";
import { checkTokens } from "./check-tokens";
import { isLoopback } from "./is-loopback";
import { type SettingValues, settingsSchema } from "./settings-schema";
import table from "./settings-table.json" with { type: "json" };
import { StartError } from "./start-error";

/**
 * Name, default and meaning of every setting, in order. The table is JSON so that the start script can print it
 * before anything is installed; `npm start -- --help` and the README show this table and no other.
 */
export const SETTINGS_TABLE: readonly {
  readonly name: string;
  readonly default: string;
  readonly meaning: string;
}[] = table;

/** Where an engine listens by default: the ports its own documentation uses. */
const USUAL_URL: Record<Exclude<SettingValues["TURNTREE_ENGINE"], "passthrough">, string> = {
  sglang: "http://127.0.0.1:30000",
  vllm: "http://127.0.0.1:8000",
  llamacpp: "http://127.0.0.1:8080",
  sim: "http://127.0.0.1:3999",
};

/** Engines that render conversations by a template of their own. */
const RENDERING_ENGINES: ReadonlySet<string> = new Set(["sglang", "vllm"]);

/** The server's settings, checked. Times are in milliseconds, sizes in bytes; null is "not set" or "no limit". */
export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly databaseUrl: string;
  /** What a reply waits for: the disk, or the commit alone. */
  readonly durability: SettingValues["TURNTREE_DURABILITY"];
  /** A folder, or `s3://bucket/prefix`; null: large columns of evidence stand in the database. */
  readonly blobs: string | null;
  /** What was put there earlier is deleted; null: it stays as long as its session. */
  readonly blobsOlderThanMs: number | null;
  readonly engine: SettingValues["TURNTREE_ENGINE"];
  readonly engineUrl: string;
  /** Null: the engine asks for none. */
  readonly engineKey: string | null;
  /** The file of further models and their engines; null: there is none. */
  readonly enginesFile: string | null;
  /** Where engines may be registered beside this machine, each `name` or `name:port`. */
  readonly engineHosts: readonly string[];
  readonly tokenizer: string;
  /** Whether the tokenizer was named, and is not just the one that stands in where none is. */
  readonly isTokenizerNamed: boolean;
  readonly model: string;
  readonly toolParser: string;
  readonly reasoningParser: string;
  /** Whether a forwarded call asks for the ids that prove its reply. */
  readonly asksIds: boolean;
  readonly policy: SettingValues["TURNTREE_POLICY"];
  readonly promptMode: SettingValues["TURNTREE_PROMPT"];
  readonly template: SettingValues["TURNTREE_TEMPLATE"];
  readonly matcher: SettingValues["TURNTREE_MATCHER"];
  readonly forkThresholdTokens: number;
  /** Further settings of the policy; they win over the threshold above. */
  readonly policySettings: SettingValues["TURNTREE_POLICY_SETTINGS"];
  readonly contextTokens: number;
  readonly contextFull: SettingValues["TURNTREE_CONTEXT_FULL"];
  readonly maxNewTokens: number;
  readonly evidence: EvidenceSettings;
  readonly engineSilenceMs: number;
  /** How long an answer that the engine broke off waits for it to go on; null: it fails. */
  readonly abortWaitMs: number | null;
  /** How many threads record; 0: the one that serves. */
  readonly threads: number;
  /** Part of the turns that the engine scores again, 0 to 1. */
  readonly sentinelShare: number;
  readonly finishWaitMs: number;
  readonly signingKey: string | null;
  readonly maxTurns: number | null;
  /** The admin's key; null: nobody is asked for one. */
  readonly apiToken: string | null;
  readonly trainerToken: string | null;
  readonly readToken: string | null;
  /** Further names that the server answers to, each `name` or `name:port`. */
  readonly allowedHosts: readonly string[];
  /** Further origins whose pages may send requests. */
  readonly allowedOrigins: readonly string[];
  /** Where others reach this server, without a path; null: as each caller does. */
  readonly publicUrl: string | null;
  /** The header in which a proxy names who asks, in small letters; null: none is believed. */
  readonly readerHeader: string | null;
  /** From where that header is believed. */
  readonly trustedProxies: readonly string[];
  /** Whether it is meant that other machines get in without a token. */
  readonly allowOpen: boolean;
  /** Most calls at once. */
  readonly maxCalls: number;
  /** Part of those that one run holds at most, above 0 to 1. */
  readonly runShare: number;
  /** What one run may have of the database. */
  readonly runQuota: RunQuota;
  /** Of what is held in memory only so that it need not be read or worked out again. */
  readonly cacheBytes: number;
  readonly bodyLimitBytes: number;
  /** Of an import, decompressed. */
  readonly importLimitBytes: number;
  /** Sessions in which nothing changed for so long are removed; null: none are. */
  readonly pruneOlderThanMs: number | null;
  /** Those of them that stay. */
  readonly pruneKeep: readonly KeepRule[];
  readonly media: SettingValues["TURNTREE_MEDIA"];
  /** Names of the rules for side calls that are asked. */
  readonly auxiliary: ReadonlySet<string>;
  /** The client of every call that does not name another; null: it is told by what it says of itself. */
  readonly client: string | null;
  /** Differences of an echo that are forgiven beside those that always are. */
  readonly forgiven: readonly OptionalTolerance[];
  readonly oneCall: boolean;
  readonly takeBillingLine: boolean;
  readonly sessionFrom: SettingValues["TURNTREE_SESSION_FROM"];
}

function engineUrlOf(values: SettingValues): string {
  if (values.TURNTREE_ENGINE_URL !== "") return withoutLastSlashes(values.TURNTREE_ENGINE_URL);
  if (values.TURNTREE_ENGINE !== "passthrough") return USUAL_URL[values.TURNTREE_ENGINE];
  throw new StartError("TURNTREE_ENGINE_URL must be set when TURNTREE_ENGINE is passthrough.");
}

function templateOf({ TURNTREE_TEMPLATE, TURNTREE_ENGINE }: SettingValues): Settings["template"] {
  if (TURNTREE_TEMPLATE === "own" || RENDERING_ENGINES.has(TURNTREE_ENGINE)) return TURNTREE_TEMPLATE;
  throw new StartError(`TURNTREE_TEMPLATE must be own when TURNTREE_ENGINE is ${TURNTREE_ENGINE}.`);
}

/** Who is let in by what names the server, its pages and people. */
function accessOf(values: SettingValues) {
  return {
    ...allowedBy(values),
    publicUrl: values.TURNTREE_PUBLIC_URL || null,
    readerHeader: values.TURNTREE_READER_HEADER || null,
    trustedProxies: values.TURNTREE_TRUSTED_PROXIES,
    allowOpen: values.TURNTREE_ALLOW_OPEN === "yes",
  };
}

/** Hosts and origins beside the server's own. The public one is among them, but where no host is asked for. */
function allowedBy(values: SettingValues): Pick<Settings, "allowedHosts" | "allowedOrigins"> {
  const { TURNTREE_ALLOWED_HOSTS: hosts, TURNTREE_ALLOWED_ORIGINS: origins, HOST } = values;
  if (values.TURNTREE_PUBLIC_URL === "") return { allowedHosts: hosts, allowedOrigins: origins };
  const { host, origin } = new URL(values.TURNTREE_PUBLIC_URL);
  const isAsked = hosts.length > 0 || isLoopback(HOST);
  return { allowedHosts: isAsked ? [...hosts, host] : hosts, allowedOrigins: [...origins, origin] };
}

/** Environment values over the table's defaults; an empty value counts as not set. */
function withDefaults(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(SETTINGS_TABLE.map((row) => [row.name, env[row.name]?.trim() || row.default]));
}

/**
 * Reads and checks every setting.
 *
 * @throws StartError with one sentence that names the first setting at fault and what it may be.
 *
 * @example
 * readSettings({ TURNTREE_ENGINE: "sglang" }).engineUrl; // "http://127.0.0.1:30000"
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const result = settingsSchema.safeParse(withDefaults(env));
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new StartError(`${issue?.path.join(".")} ${issue?.message}.`);
  }
  const values = result.data;
  checkTokens(values);
  return {
    port: values.PORT,
    host: values.HOST,
    databaseUrl: values.DATABASE_URL,
    durability: values.TURNTREE_DURABILITY,
    blobs: values.TURNTREE_BLOBS || null,
    blobsOlderThanMs: values.TURNTREE_BLOBS_OLDER_THAN,
    engine: values.TURNTREE_ENGINE,
    engineUrl: engineUrlOf(values),
    engineKey: values.TURNTREE_ENGINE_KEY || null,
    enginesFile: values.TURNTREE_ENGINES || null,
    engineHosts: values.TURNTREE_ENGINE_HOSTS,
    tokenizer: values.TURNTREE_TOKENIZER,
    isTokenizerNamed: (env.TURNTREE_TOKENIZER ?? "").trim() !== "",
    model: values.TURNTREE_MODEL || values.TURNTREE_TOKENIZER,
    toolParser: values.TURNTREE_TOOL_PARSER,
    reasoningParser: values.TURNTREE_REASONING_PARSER,
    asksIds: values.TURNTREE_ASK_IDS === "yes",
    policy: values.TURNTREE_POLICY,
    promptMode: values.TURNTREE_PROMPT,
    template: templateOf(values),
    matcher: values.TURNTREE_MATCHER,
    forkThresholdTokens: values.TURNTREE_FORK_THRESHOLD_TOKENS,
    policySettings: values.TURNTREE_POLICY_SETTINGS,
    contextTokens: values.TURNTREE_CONTEXT_TOKENS,
    contextFull: values.TURNTREE_CONTEXT_FULL,
    maxNewTokens: values.TURNTREE_MAX_NEW_TOKENS,
    evidence: values.TURNTREE_EVIDENCE,
    abortWaitMs: values.TURNTREE_ON_ABORT === "fail" ? null : values.TURNTREE_ABORT_WAIT_S * 1000,
    engineSilenceMs: values.TURNTREE_ENGINE_SILENCE_S * 1000,
    threads: values.TURNTREE_THREADS,
    sentinelShare: values.TURNTREE_SENTINEL,
    finishWaitMs: values.TURNTREE_FINISH_WAIT_S * 1000,
    signingKey: values.TURNTREE_SIGNING_KEY || null,
    maxTurns: values.TURNTREE_MAX_TURNS || null,
    apiToken: values.TURNTREE_API_TOKEN || null,
    trainerToken: values.TURNTREE_TRAINER_TOKEN || null,
    readToken: values.TURNTREE_READ_TOKEN || null,
    ...accessOf(values),
    maxCalls: values.TURNTREE_MAX_CALLS,
    runShare: values.TURNTREE_RUN_SHARE,
    runQuota: values.TURNTREE_RUN_QUOTA,
    cacheBytes: values.TURNTREE_CACHE_MB * 1_048_576,
    bodyLimitBytes: values.TURNTREE_BODY_LIMIT_MB * 1_048_576,
    importLimitBytes: values.TURNTREE_IMPORT_LIMIT_MB * 1_048_576,
    pruneOlderThanMs: values.TURNTREE_PRUNE_OLDER_THAN,
    pruneKeep: values.TURNTREE_PRUNE_KEEP,
    media: values.TURNTREE_MEDIA,
    auxiliary: values.TURNTREE_AUXILIARY,
    client: values.TURNTREE_CLIENT || null,
    forgiven: values.TURNTREE_FORGIVE,
    oneCall: values.TURNTREE_ONE_CALL === "yes",
    takeBillingLine: values.TURNTREE_TAKE_BILLING_LINE === "yes",
    sessionFrom: values.TURNTREE_SESSION_FROM,
  };
}
