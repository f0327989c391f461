import type { TokenSpan } from "./token-span";

/**
 * A range of tokens in columns, as the token pane and the browser's policies read it. In binary it is how
 * `GET /api/sessions/{id}/nodes/{node}/tokens`, `…/samples/{sample}/tokens` and `…/turns/{turn}/tokens` answer.
 *
 * | bytes | content |
 * |---|---|
 * | 4 | `54 54 43 31` ("TTC1") |
 * | 4 | number of tokens, n |
 * | 4 | length of the header in bytes, h |
 * | 4 | number of sampled tokens, s |
 * | h, padded with spaces to a multiple of 8 | header: JSON, `start` and `spans` |
 * | 8 s | log-probs in nats, 64-bit floats, of the sampled tokens in order; NaN: not recorded |
 * | 4 n | token ids, unsigned 32-bit |
 * | n | low four bits: position in `TOKEN_STATES`; bit 4: the token was sampled; bit 5: a realign changed it |
 *
 * Everything is little-endian. A context token costs 5 bytes, a sampled one 13.
 */
export interface TokenColumns {
  /** Position of the first token in its sample or sequence. */
  readonly start: number;
  readonly ids: Int32Array;
  /** Position in `TOKEN_STATES`, one per token. */
  readonly states: Uint8Array;
  /** 1 where the model sampled the token itself at this place. */
  readonly sampled: Uint8Array;
  /** 1 where a realign put the token in place of another one, or another one in its place. */
  readonly changed: Uint8Array;
  /** In nats, one per token; NaN where the token was not sampled or nothing was recorded. */
  readonly logProbs: Float64Array;
  /** Reasons by run, `start` counted from the first token of the range; cover it without gaps. */
  readonly spans: readonly TokenSpan[];
}

const MAGIC = 0x31435454;
const FIXED_BYTES = 16;
const STATE_BITS = 0x0f;
const SAMPLED_BIT = 0x10;
const CHANGED_BIT = 0x20;

/** Writes columns in the layout above. Throws `RangeError` when they are not of one length. */
export function encodeTokenColumns(columns: TokenColumns): Uint8Array<ArrayBuffer> {
  const count = columns.ids.length;
  if (
    [columns.states, columns.sampled, columns.changed, columns.logProbs].some(
      ({ length }) => length !== count,
    )
  ) {
    throw new RangeError("These token columns are not of one length.");
  }
  const header = paddedHeader({ start: columns.start, spans: columns.spans });
  const sampledCount = columns.sampled.reduce((sum, flag) => sum + flag, 0);
  const bytes = new Uint8Array(FIXED_BYTES + header.length + sampledCount * 8 + count * 5);
  const view = new DataView(bytes.buffer);
  [MAGIC, count, header.length, sampledCount].forEach((value, at) => {
    view.setUint32(at * 4, value, true);
  });
  bytes.set(header, FIXED_BYTES);
  let logProbAt = FIXED_BYTES + header.length;
  const idsAt = logProbAt + sampledCount * 8;
  const statesAt = idsAt + count * 4;
  for (let at = 0; at < count; at++) {
    const sampled = columns.sampled[at] === 1;
    view.setInt32(idsAt + at * 4, columns.ids[at] ?? 0, true);
    const changed = columns.changed[at] === 1;
    bytes[statesAt + at] =
      ((columns.states[at] ?? 0) & STATE_BITS) | (sampled ? SAMPLED_BIT : 0) | (changed ? CHANGED_BIT : 0);
    if (!sampled) continue;
    view.setFloat64(logProbAt, columns.logProbs[at] ?? Number.NaN, true);
    logProbAt += 8;
  }
  return bytes;
}

/** Reads the layout above. Throws `RangeError` when the bytes are not token columns or are cut short. */
export function decodeTokenColumns(bytes: Uint8Array): TokenColumns {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < FIXED_BYTES || view.getUint32(0, true) !== MAGIC) {
    throw new RangeError("These bytes are not token columns.");
  }
  const count = view.getUint32(4, true);
  const headerLength = view.getUint32(8, true);
  let logProbAt = FIXED_BYTES + headerLength;
  const idsAt = logProbAt + view.getUint32(12, true) * 8;
  const statesAt = idsAt + count * 4;
  if (bytes.length !== statesAt + count) throw new RangeError("These token columns are cut short.");
  const header = new TextDecoder().decode(bytes.subarray(FIXED_BYTES, FIXED_BYTES + headerLength));
  const { start, spans }: Pick<TokenColumns, "start" | "spans"> = JSON.parse(header);
  const columns = {
    start,
    spans,
    ids: new Int32Array(count),
    states: new Uint8Array(count),
    sampled: new Uint8Array(count),
    changed: new Uint8Array(count),
    logProbs: new Float64Array(count).fill(Number.NaN),
  };
  for (let at = 0; at < count; at++) {
    const flags = bytes[statesAt + at] ?? 0;
    columns.ids[at] = view.getInt32(idsAt + at * 4, true);
    columns.states[at] = flags & STATE_BITS;
    if ((flags & CHANGED_BIT) !== 0) columns.changed[at] = 1;
    if ((flags & SAMPLED_BIT) === 0) continue;
    columns.sampled[at] = 1;
    columns.logProbs[at] = view.getFloat64(logProbAt, true);
    logProbAt += 8;
  }
  return columns;
}

function paddedHeader(header: Pick<TokenColumns, "start" | "spans">): Uint8Array {
  const encoder = new TextEncoder();
  const text = JSON.stringify(header);
  const padding = (8 - (encoder.encode(text).length % 8)) % 8;
  return encoder.encode(text + " ".repeat(padding));
}
