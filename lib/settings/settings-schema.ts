import { isIP } from "node:net";
import { z } from "zod";
import { withoutLastSlashes } from "@/lib/core/base/without-last-slashes";
import { EVIDENCE_RULE, readEvidenceSettings } from "@/lib/core/evidence/evidence-settings";
import { readS3Place } from "@/lib/core/evidence/s3-place";
import { CLIENT_LABEL } from "@/lib/core/message/known-client";
import { OPTIONAL_TOLERANCES } from "@/lib/core/message/optional-tolerances";
import { readSettingsText } from "@/lib/core/policy/policy-text";
import { PolicyError, resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { RUN_QUOTA_RULE, readRunQuota } from "@/lib/core/policy/run-quota";
import { readAge, readKeepRule } from "@/lib/core/recording/keep-rule";
import { RULE_CHOICES, readRuleNames } from "@/lib/core/side-calls/read-rule-names";
import { usualThreads } from "./usual-threads";

const ENGINES = ["sglang", "vllm", "llamacpp", "passthrough", "sim"] as const;

const wholeNumber = (least: number) =>
  z
    .string()
    .refine((text) => /^\d{1,15}$/.test(text) && Number(text) >= least, {
      error: ({ input }) => `must be a whole number of at least ${least}, not ${JSON.stringify(input)}`,
    })
    .transform(Number);

const threadCount = z
  .string()
  .transform((text) => text || String(usualThreads()))
  .pipe(wholeNumber(0));

const share = z
  .string()
  .refine((text) => /^(0|1|0?\.\d{1,9}|1\.0*|0\.)$/.test(text), {
    error: ({ input }) => `must be a number from 0 to 1, such as 0.001, not ${JSON.stringify(input)}`,
  })
  .transform(Number);

const positiveShare = share.refine((part) => part > 0, { error: "must be more than 0" });

const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, {
    error: ({ input }) => `must be one of ${values.join(", ")}, not ${JSON.stringify(input)}`,
  });

const webUrl = z.string().refine((text) => text === "" || (/^https?:/.test(text) && URL.canParse(text)), {
  error: ({ input }) => `must be a URL that begins with http:// or https://, not ${JSON.stringify(input)}`,
});

/** Pages and calls stand at the root, so there is no path. */
const publicUrl = webUrl
  .transform(withoutLastSlashes)
  .refine((text) => text === "" || new URL(text).origin === text.toLowerCase(), {
    error: ({ input }) =>
      `must be an address without a path, such as https://runs.example, not ${JSON.stringify(input)}`,
  });

const headerName = z
  .string()
  .transform((text) => text.toLowerCase())
  .refine((text) => text === "" || /^[a-z][a-z\d-]*$/.test(text), {
    error: ({ input }) =>
      `must be the name of a header, such as x-forwarded-user, not ${JSON.stringify(input)}`,
  });

const listOf = (isOne: (text: string) => boolean, what: string) =>
  z
    .string()
    .transform((text) => (text === "" ? [] : text.split(",").map((entry) => entry.trim().toLowerCase())))
    .refine((entries) => entries.every(isOne), { error: `must be ${what}` });

const isHost = (text: string) => /^[\w.:[\]-]+$/.test(text) && URL.canParse(`http://${text}`);

const isOrigin = (text: string) => /^[a-z][\w+.-]*:\/\/[^/\s]+$/.test(text);

const databaseUrl = z.string().refine((text) => /^(file:|postgres(ql)?:\/\/)./.test(text), {
  error: ({ input }) =>
    `must be a SQLite URL such as file:./data/turntree.db, or postgresql://…, not ${JSON.stringify(input)}`,
});

const blobPlace = z.string().refine((text) => !text.includes("://") || readS3Place(text) !== null, {
  error: ({ input }) => `must be a folder or s3://bucket/prefix, not ${JSON.stringify(input)}`,
});

const age = z
  .string()
  .refine((text) => text === "" || readAge(text) !== null, {
    error: ({ input }) => `must be an age such as 30d, 12h or 2w, not ${JSON.stringify(input)}`,
  })
  .transform(readAge);

const keepRules = z.string().transform((text, context) => {
  const rules = text === "" ? [] : text.split(",").map(readKeepRule);
  if (rules.every((rule) => rule !== null)) return rules;
  context.addIssue({ code: "custom", message: "must be label:NAME or label:NAME=VALUE, by comma" });
  return z.NEVER;
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

const evidenceSettings = z.string().transform((text, context) => {
  const settings = readEvidenceSettings(text);
  if (settings !== null) return settings;
  context.addIssue({ code: "custom", message: `must be ${EVIDENCE_RULE}` });
  return z.NEVER;
});

const runQuota = z.string().transform((text, context) => {
  const quota = readRunQuota(text);
  if (quota !== null) return quota;
  context.addIssue({ code: "custom", message: `must be ${RUN_QUOTA_RULE}` });
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

/** The texts of the environment, each checked; its words go on from the name of the setting. */
export const settingsSchema = z.object({
  PORT: wholeNumber(0),
  HOST: z.string(),
  DATABASE_URL: databaseUrl,
  TURNTREE_DURABILITY: oneOf(["reply", "relaxed"]),
  TURNTREE_BLOBS: blobPlace,
  TURNTREE_BLOBS_OLDER_THAN: age,
  TURNTREE_ENGINE: oneOf(ENGINES),
  TURNTREE_ENGINE_URL: webUrl,
  TURNTREE_ENGINE_KEY: z.string(),
  TURNTREE_ENGINES: z.string(),
  TURNTREE_ENGINE_HOSTS: listOf(isHost, "host names, with or without a port, by comma"),
  TURNTREE_TOKENIZER: z.string(),
  TURNTREE_MODEL: z.string(),
  TURNTREE_TOOL_PARSER: z.string(),
  TURNTREE_REASONING_PARSER: z.string(),
  TURNTREE_ASK_IDS: oneOf(["yes", "no"]),
  TURNTREE_POLICY: oneOf(["strict", "slime", "slime-repaired", "areal-concat"]),
  TURNTREE_PROMPT: oneOf(["graft", "render"]),
  TURNTREE_TEMPLATE: oneOf(["own", "engine"]),
  TURNTREE_MATCHER: oneOf(["exact", "echo"]),
  TURNTREE_FORK_THRESHOLD_TOKENS: wholeNumber(0),
  TURNTREE_POLICY_SETTINGS: policySettings,
  TURNTREE_CONTEXT_TOKENS: wholeNumber(2),
  TURNTREE_CONTEXT_FULL: oneOf(["error", "length"]),
  TURNTREE_MAX_NEW_TOKENS: wholeNumber(1),
  TURNTREE_ENGINE_SILENCE_S: wholeNumber(1),
  TURNTREE_EVIDENCE: evidenceSettings,
  TURNTREE_ON_ABORT: oneOf(["continue", "fail"]),
  TURNTREE_ABORT_WAIT_S: wholeNumber(1),
  TURNTREE_THREADS: threadCount,
  TURNTREE_SENTINEL: share,
  TURNTREE_FINISH_WAIT_S: wholeNumber(0),
  TURNTREE_SIGNING_KEY: z.string(),
  TURNTREE_MAX_TURNS: wholeNumber(0),
  TURNTREE_API_TOKEN: z.string(),
  TURNTREE_TRAINER_TOKEN: z.string(),
  TURNTREE_READ_TOKEN: z.string(),
  TURNTREE_ALLOWED_HOSTS: listOf(isHost, "host names, with or without a port, by comma"),
  TURNTREE_ALLOWED_ORIGINS: listOf(isOrigin, "origins such as https://host:8443, by comma"),
  TURNTREE_PUBLIC_URL: publicUrl,
  TURNTREE_READER_HEADER: headerName,
  TURNTREE_TRUSTED_PROXIES: listOf((text) => isIP(text) !== 0, "IP addresses, by comma"),
  TURNTREE_ALLOW_OPEN: oneOf(["yes", "no"]),
  TURNTREE_MAX_CALLS: wholeNumber(1),
  TURNTREE_RUN_SHARE: positiveShare,
  TURNTREE_RUN_QUOTA: runQuota,
  TURNTREE_CACHE_MB: wholeNumber(1),
  TURNTREE_BODY_LIMIT_MB: wholeNumber(1),
  TURNTREE_IMPORT_LIMIT_MB: wholeNumber(1),
  TURNTREE_PRUNE_OLDER_THAN: age,
  TURNTREE_PRUNE_KEEP: keepRules,
  TURNTREE_MEDIA: oneOf(["refuse", "placeholder"]),
  TURNTREE_AUXILIARY: sideCallRules,
  TURNTREE_CLIENT: clientLabel,
  TURNTREE_FORGIVE: forgivenTolerances,
  TURNTREE_ONE_CALL: oneOf(["yes", "no"]),
  TURNTREE_TAKE_BILLING_LINE: oneOf(["yes", "no"]),
  TURNTREE_SESSION_FROM: oneOf(["client", "bearer"]),
  OTEL_EXPORTER_OTLP_ENDPOINT: webUrl,
  OTEL_EXPORTER_OTLP_PROTOCOL: oneOf(["http/protobuf"]),
  OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: oneOf(["true", "false"]),
});

export type SettingValues = z.infer<typeof settingsSchema>;
