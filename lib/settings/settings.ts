import { z } from "zod";
import { withoutLastSlashes } from "@/lib/core/base/without-last-slashes";
import { CLIENT_LABEL } from "@/lib/core/message/known-client";
import { OPTIONAL_TOLERANCES, type OptionalTolerance } from "@/lib/core/message/optional-tolerances";
import { readSettingsText } from "@/lib/core/policy/policy-text";
import { PolicyError, resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { RULE_CHOICES, readRuleNames } from "@/lib/core/side-calls/read-rule-names";
import { checkTokens } from "./check-tokens";
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

const ENGINES = ["sglang", "vllm", "llamacpp", "passthrough", "sim"] as const;

/** Where an engine listens by default: the ports its own documentation uses. */
const USUAL_URL: Record<Exclude<(typeof ENGINES)[number], "passthrough">, string> = {
  sglang: "http://127.0.0.1:30000",
  vllm: "http://127.0.0.1:8000",
  llamacpp: "http://127.0.0.1:8080",
  sim: "http://127.0.0.1:3999",
};

const wholeNumber = (least: number) =>
  z
    .string()
    .refine((text) => /^\d{1,15}$/.test(text) && Number(text) >= least, {
      error: ({ input }) => `must be a whole number of at least ${least}, not ${JSON.stringify(input)}`,
    })
    .transform(Number);

const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, {
    error: ({ input }) => `must be one of ${values.join(", ")}, not ${JSON.stringify(input)}`,
  });

const webUrl = z.string().refine((text) => text === "" || (/^https?:/.test(text) && URL.canParse(text)), {
  error: ({ input }) => `must be a URL that begins with http:// or https://, not ${JSON.stringify(input)}`,
});

const listOf = (isOne: (text: string) => boolean, what: string) =>
  z
    .string()
    .transform((text) => (text === "" ? [] : text.split(",").map((entry) => entry.trim().toLowerCase())))
    .refine((entries) => entries.every(isOne), { error: `must be ${what}` });

const isHost = (text: string) => /^[\w.:[\]-]+$/.test(text) && URL.canParse(`http://${text}`);

const isOrigin = (text: string) => /^[a-z][\w+.-]*:\/\/[^/\s]+$/.test(text);

const databaseUrl = z.string().refine((text) => /^file:.+/.test(text), {
  error: ({ input }) => `must be a SQLite URL such as file:./data/turntree.db, not ${JSON.stringify(input)}`,
});

const sideCallRules = z.string().transform((text, context) => {
  const names = readRuleNames(text);
  if (names !== null) return names;
  context.addIssue({
    code: "custom",
    message: `must be all, none or some of ${RULE_CHOICES.join(", ")}, by comma; a minus takes one away`,
  });
  return z.NEVER;
});

const clientLabel = z
  .string()
  .transform((text) => text.toLowerCase())
  .refine((text) => text === "" || CLIENT_LABEL.test(text), {
    error: "must begin with a letter or a digit and hold up to 64 letters, digits, blanks and . _ + -",
  });

const forgivenTolerances = listOf(
  (text) => OPTIONAL_TOLERANCES.some((name) => name === text),
  `some of ${OPTIONAL_TOLERANCES.join(", ")}, by comma`,
).transform((entries) => OPTIONAL_TOLERANCES.filter((name) => entries.includes(name)));

const policySettings = z.string().transform((text, context) => {
  try {
    const settings = readSettingsText(text);
    resolvePolicy("strict", settings);
    return settings;
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    context.addIssue({ code: "custom", message: `cannot be read: ${error.message.replace(/\.$/, "")}` });
    return z.NEVER;
  }
});

const schema = z.object({
  PORT: wholeNumber(0),
  HOST: z.string(),
  DATABASE_URL: databaseUrl,
  TURNTREE_ENGINE: oneOf(ENGINES),
  TURNTREE_ENGINE_URL: webUrl,
  TURNTREE_ENGINE_KEY: z.string(),
  TURNTREE_TOKENIZER: z.string(),
  TURNTREE_MODEL: z.string(),
  TURNTREE_TOOL_PARSER: z.string(),
  TURNTREE_REASONING_PARSER: z.string(),
  TURNTREE_ASK_IDS: oneOf(["yes", "no"]),
  TURNTREE_POLICY: oneOf(["strict", "slime", "slime-repaired", "areal-concat"]),
  TURNTREE_PROMPT: oneOf(["graft", "render"]),
  TURNTREE_MATCHER: oneOf(["exact", "echo"]),
  TURNTREE_FORK_THRESHOLD_TOKENS: wholeNumber(0),
  TURNTREE_POLICY_SETTINGS: policySettings,
  TURNTREE_CONTEXT_TOKENS: wholeNumber(2),
  TURNTREE_CONTEXT_FULL: oneOf(["error", "length"]),
  TURNTREE_MAX_NEW_TOKENS: wholeNumber(1),
  TURNTREE_ENGINE_SILENCE_S: wholeNumber(1),
  TURNTREE_FINISH_WAIT_S: wholeNumber(0),
  TURNTREE_SIGNING_KEY: z.string(),
  TURNTREE_MAX_TURNS: wholeNumber(0),
  TURNTREE_API_TOKEN: z.string(),
  TURNTREE_TRAINER_TOKEN: z.string(),
  TURNTREE_READ_TOKEN: z.string(),
  TURNTREE_ALLOWED_HOSTS: listOf(isHost, "host names, with or without a port, by comma"),
  TURNTREE_ALLOWED_ORIGINS: listOf(isOrigin, "origins such as https://host:8443, by comma"),
  TURNTREE_ALLOW_OPEN: oneOf(["yes", "no"]),
  TURNTREE_BODY_LIMIT_MB: wholeNumber(1),
  TURNTREE_IMPORT_LIMIT_MB: wholeNumber(1),
  TURNTREE_MEDIA: oneOf(["refuse", "placeholder"]),
  TURNTREE_AUXILIARY: sideCallRules,
  TURNTREE_CLIENT: clientLabel,
  TURNTREE_FORGIVE: forgivenTolerances,
  TURNTREE_ONE_CALL: oneOf(["yes", "no"]),
  TURNTREE_TAKE_BILLING_LINE: oneOf(["yes", "no"]),
  TURNTREE_SESSION_FROM: oneOf(["client", "bearer"]),
});

type Values = z.infer<typeof schema>;

/** The server's settings, checked. Times are in milliseconds, sizes in bytes; null is "not set" or "no limit". */
export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly databaseUrl: string;
  readonly engine: Values["TURNTREE_ENGINE"];
  readonly engineUrl: string;
  /** Null: the engine asks for none. */
  readonly engineKey: string | null;
  readonly tokenizer: string;
  /** Whether the tokenizer was named, and is not just the one that stands in where none is. */
  readonly isTokenizerNamed: boolean;
  readonly model: string;
  readonly toolParser: string;
  readonly reasoningParser: string;
  /** Whether a forwarded call asks for the ids that prove its reply. */
  readonly asksIds: boolean;
  readonly policy: Values["TURNTREE_POLICY"];
  readonly promptMode: Values["TURNTREE_PROMPT"];
  readonly matcher: Values["TURNTREE_MATCHER"];
  readonly forkThresholdTokens: number;
  /** Further settings of the policy; they win over the threshold above. */
  readonly policySettings: Values["TURNTREE_POLICY_SETTINGS"];
  readonly contextTokens: number;
  readonly contextFull: Values["TURNTREE_CONTEXT_FULL"];
  readonly maxNewTokens: number;
  readonly engineSilenceMs: number;
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
  /** Whether it is meant that other machines get in without a token. */
  readonly allowOpen: boolean;
  readonly bodyLimitBytes: number;
  /** Of an import, decompressed. */
  readonly importLimitBytes: number;
  readonly media: Values["TURNTREE_MEDIA"];
  /** Names of the rules for side calls that are asked. */
  readonly auxiliary: ReadonlySet<string>;
  /** The client of every call that does not name another; null: it is told by what it says of itself. */
  readonly client: string | null;
  /** Differences of an echo that are forgiven beside those that always are. */
  readonly forgiven: readonly OptionalTolerance[];
  readonly oneCall: boolean;
  readonly takeBillingLine: boolean;
  readonly sessionFrom: Values["TURNTREE_SESSION_FROM"];
}

function engineUrlOf(values: Values): string {
  if (values.TURNTREE_ENGINE_URL !== "") return withoutLastSlashes(values.TURNTREE_ENGINE_URL);
  if (values.TURNTREE_ENGINE !== "passthrough") return USUAL_URL[values.TURNTREE_ENGINE];
  throw new StartError("TURNTREE_ENGINE_URL must be set when TURNTREE_ENGINE is passthrough.");
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
  const result = schema.safeParse(withDefaults(env));
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
    engine: values.TURNTREE_ENGINE,
    engineUrl: engineUrlOf(values),
    engineKey: values.TURNTREE_ENGINE_KEY || null,
    tokenizer: values.TURNTREE_TOKENIZER,
    isTokenizerNamed: (env.TURNTREE_TOKENIZER ?? "").trim() !== "",
    model: values.TURNTREE_MODEL || values.TURNTREE_TOKENIZER,
    toolParser: values.TURNTREE_TOOL_PARSER,
    reasoningParser: values.TURNTREE_REASONING_PARSER,
    asksIds: values.TURNTREE_ASK_IDS === "yes",
    policy: values.TURNTREE_POLICY,
    promptMode: values.TURNTREE_PROMPT,
    matcher: values.TURNTREE_MATCHER,
    forkThresholdTokens: values.TURNTREE_FORK_THRESHOLD_TOKENS,
    policySettings: values.TURNTREE_POLICY_SETTINGS,
    contextTokens: values.TURNTREE_CONTEXT_TOKENS,
    contextFull: values.TURNTREE_CONTEXT_FULL,
    maxNewTokens: values.TURNTREE_MAX_NEW_TOKENS,
    engineSilenceMs: values.TURNTREE_ENGINE_SILENCE_S * 1000,
    finishWaitMs: values.TURNTREE_FINISH_WAIT_S * 1000,
    signingKey: values.TURNTREE_SIGNING_KEY || null,
    maxTurns: values.TURNTREE_MAX_TURNS || null,
    apiToken: values.TURNTREE_API_TOKEN || null,
    trainerToken: values.TURNTREE_TRAINER_TOKEN || null,
    readToken: values.TURNTREE_READ_TOKEN || null,
    allowedHosts: values.TURNTREE_ALLOWED_HOSTS,
    allowedOrigins: values.TURNTREE_ALLOWED_ORIGINS,
    allowOpen: values.TURNTREE_ALLOW_OPEN === "yes",
    bodyLimitBytes: values.TURNTREE_BODY_LIMIT_MB * 1_048_576,
    importLimitBytes: values.TURNTREE_IMPORT_LIMIT_MB * 1_048_576,
    media: values.TURNTREE_MEDIA,
    auxiliary: values.TURNTREE_AUXILIARY,
    client: values.TURNTREE_CLIENT || null,
    forgiven: values.TURNTREE_FORGIVE,
    oneCall: values.TURNTREE_ONE_CALL === "yes",
    takeBillingLine: values.TURNTREE_TAKE_BILLING_LINE === "yes",
    sessionFrom: values.TURNTREE_SESSION_FROM,
  };
}
