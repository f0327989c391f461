import { writeFileSync } from "node:fs";

/** A metadata value of a GGUF file, of the kinds that a model needs. */
export type GgufValue =
  | { readonly type: "uint32"; readonly value: number }
  | { readonly type: "float32"; readonly value: number }
  | { readonly type: "bool"; readonly value: boolean }
  | { readonly type: "string"; readonly value: string }
  | { readonly type: "strings"; readonly value: readonly string[] }
  | { readonly type: "int32s"; readonly value: readonly number[] };

/** Row-major 32-bit floats; `shape` as GGUF has it, fastest dimension first. */
export interface GgufTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

const ALIGNMENT = 32;
const MAGIC = "GGUF";
const VERSION = 3;
const FLOAT32_TENSOR = 0;
const TYPE_CODES = { uint32: 4, int32: 5, float32: 6, bool: 7, string: 8, array: 9 } as const;

/** Writes a GGUF file of version 3 with tensors of 32-bit floats. */
export function writeGguf(
  path: string,
  metadata: ReadonlyMap<string, GgufValue>,
  tensors: readonly GgufTensor[],
): void {
  const head: Buffer[] = [Buffer.from(MAGIC), uint32(VERSION), uint64(tensors.length), uint64(metadata.size)];
  for (const [key, value] of metadata) head.push(text(key), encode(value));
  let offset = 0;
  for (const { name, shape, data } of tensors) {
    head.push(text(name), uint32(shape.length), ...shape.map(uint64), uint32(FLOAT32_TENSOR), uint64(offset));
    offset += padded(data.byteLength);
  }
  const start = Buffer.concat(head);
  const bodies = tensors.map(({ data }) => pad(Buffer.from(data.buffer, data.byteOffset, data.byteLength)));
  writeFileSync(path, Buffer.concat([pad(start), ...bodies]));
}

function encode(entry: GgufValue): Buffer {
  switch (entry.type) {
    case "uint32":
      return Buffer.concat([uint32(TYPE_CODES.uint32), uint32(entry.value)]);
    case "float32": {
      const bytes = Buffer.alloc(4);
      bytes.writeFloatLE(entry.value);
      return Buffer.concat([uint32(TYPE_CODES.float32), bytes]);
    }
    case "bool":
      return Buffer.concat([uint32(TYPE_CODES.bool), Buffer.from([entry.value ? 1 : 0])]);
    case "string":
      return Buffer.concat([uint32(TYPE_CODES.string), text(entry.value)]);
    case "strings":
      return array(TYPE_CODES.string, entry.value.map(text));
    case "int32s":
      return array(TYPE_CODES.int32, entry.value.map(int32));
    default:
      return entry satisfies never;
  }
}

function array(itemType: number, items: readonly Buffer[]): Buffer {
  return Buffer.concat([uint32(TYPE_CODES.array), uint32(itemType), uint64(items.length), ...items]);
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value, "utf8");
  return Buffer.concat([uint64(bytes.length), bytes]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

function padded(length: number): number {
  return Math.ceil(length / ALIGNMENT) * ALIGNMENT;
}

function pad(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(padded(bytes.length) - bytes.length)]);
}
