import type { PolicySetting } from "@/lib/core/policy/resolve-policy";

/** What can be tried of a policy, beside the fork threshold, and what it is called on the page. */
export type PolicyKnob = {
  readonly name: Exclude<PolicySetting, "fork_threshold_tokens">;
  readonly label: string;
  readonly meaning: string;
} & (
  | { readonly kind: "choice"; readonly words: Readonly<Record<string, string>> }
  | { readonly kind: "flag" }
  | { readonly kind: "count"; readonly zero: string }
);

/** In the order of what they change: the tree, the samples, what is in them, what they are worth. */
export const POLICY_KNOBS: readonly PolicyKnob[] = [
  {
    name: "drift",
    kind: "choice",
    label: "Changed tokens",
    meaning:
      "What happens when a prompt spells the last answer with other tokens. Fork: a sample of its own. Realign: the sample follows the prompt, and the tokens it replaces lose their signal.",
    words: { fork: "forks", slime: "realigns answer", "slime-repaired": "realigns tail" },
  },
  {
    name: "rewrite",
    kind: "choice",
    label: "Rewritten answer",
    meaning:
      "What happens to a short answer that the client gave back in other words: it stays as a branch, or gives way to the rewrite.",
    words: { fork: "forks", merge: "is merged" },
  },
  {
    name: "header",
    kind: "choice",
    label: "Other header",
    meaning: "Whether a prompt with another head (system text, tools, template arguments) is a new root.",
    words: { identity: "forks", ignored: "is ignored" },
  },
  {
    name: "matcher",
    kind: "choice",
    label: "Echoed answer",
    meaning:
      "How the answer that a client gives back is recognised: exactly, or forgiving what clients change.",
    words: { echo: "may be respelled", exact: "must be equal" },
  },
  {
    name: "train_once",
    kind: "flag",
    label: "Train once",
    meaning: "Off: a token that several samples hold trains in each of them.",
  },
  {
    name: "include_undelivered",
    kind: "flag",
    label: "Include undelivered",
    meaning: "Answers that the client did not receive, such as those of calls that it then retried.",
  },
  {
    name: "include_auxiliary",
    kind: "flag",
    label: "Include side calls",
    meaning: "Titles, probes, summaries: calls beside the conversation.",
  },
  {
    name: "require_log_probs",
    kind: "flag",
    label: "Require log-probs",
    meaning: "On: answers without log-probs are refused. Off: they train with 0.0.",
  },
  {
    name: "weights",
    kind: "choice",
    label: "Mixed weights",
    meaning:
      "What trains of an answer whose weights changed while it was sampled: all of it, nothing, or the tokens of its last version.",
    words: { any: "all of it", one: "nothing", newest: "newest alone" },
  },
  {
    name: "max_sample_tokens",
    kind: "count",
    label: "Longest sample",
    meaning: "Samples are cut at this many tokens.",
    zero: "no limit",
  },
  {
    name: "min_trained_tokens",
    kind: "count",
    label: "Fewest trained tokens",
    meaning: "A sample that trains fewer tokens is left out.",
    zero: "no minimum",
  },
  {
    name: "reward_mode",
    kind: "choice",
    label: "Reward",
    meaning:
      "Each sample carries the session's reward, equal shares of it, or what was given for its leaf or its turns.",
    words: { full: "whole in each", split: "split", leaf: "per leaf", turn: "per turn" },
  },
];
