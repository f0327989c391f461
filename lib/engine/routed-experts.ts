import { littleEndian } from "@/lib/core/base/little-endian";
import type { RoutedExperts } from "./engine";

/**
 * The experts of so many tokens, from 32-bit numbers in base64 as SGLang tells them. Null where these are not as many
 * for each token.
 */
export function flatExperts(base64: string, start: number, tokens: number): RoutedExperts | null {
  const bytes = Uint8Array.from(Buffer.from(base64, "base64"));
  const isWhole = tokens > 0 && bytes.length > 0 && bytes.length % (4 * tokens) === 0;
  return isWhole ? { start, tokens, values: littleEndian.toIds(bytes) } : null;
}

const MAGIC = "\u0093NUMPY";

/** Numbers of these types are read, each by its size in bytes. */
const TYPES: Readonly<Record<string, number>> = {
  "|u1": 1,
  "|i1": 1,
  "<i2": 2,
  "<u2": 2,
  "<i4": 4,
  "<u4": 4,
};

/** The experts of tokens, from an array of numpy's in base64 as vLLM tells them: its first axis is the tokens. */
export function numpyExperts(base64: string, start: number): RoutedExperts | null {
  const bytes = Buffer.from(base64, "base64");
  if (bytes.subarray(0, 6).toString("latin1") !== MAGIC) return null;
  const isLong = bytes.readUInt8(6) > 1;
  const headerLength = isLong ? bytes.readUInt32LE(8) : bytes.readUInt16LE(8);
  const dataAt = (isLong ? 12 : 10) + headerLength;
  const header = bytes.subarray(isLong ? 12 : 10, dataAt).toString("latin1");
  const size = TYPES[/'descr': '([^']+)'/.exec(header)?.[1] ?? ""];
  const shape = /'shape': \(([^)]*)\)/.exec(header)?.[1]?.match(/\d+/g)?.map(Number) ?? [];
  const [tokens = 0] = shape;
  const count = shape.reduce((product, length) => product * length, 1);
  if (size === undefined || tokens === 0 || bytes.length !== dataAt + count * size) return null;
  const values = Int32Array.from({ length: count }, (_, i) => bytes.readUIntLE(dataAt + i * size, size));
  return { start, tokens, values };
}
