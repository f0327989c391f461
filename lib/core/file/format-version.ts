/**
 * The version of what leaves Turntree as lines: `version` in a `turns.jsonl`, `format_version` in exported samples. It
 * rises when a reader of the version before would misread a line, and never for a field that is added
 * (docs/stability.md).
 */
export const FORMAT_VERSION = 1;
