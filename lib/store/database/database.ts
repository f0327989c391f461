import type { Dialect } from "@/lib/store/dialect/dialect";
import type { PrismaClient } from "@/prisma/generated/client";

/**
 * What a commit waits for: `reply`, until the disk has it; `relaxed`, not for the disk. A process that is killed loses
 * nothing either way; a power cut takes the last moments of a relaxed one, whole commits from the end.
 */
export type Durability = "reply" | "relaxed";

/** A database that recordings are kept in, and the ways to it. */
export interface Database {
  readonly dialect: Dialect;
  /** What it is called in words for people: the path of its file, or an address without a password. */
  readonly name: string;
  /** Connections that read. */
  openReader(): PrismaClient;
  /** A connection whose commits are as durable as was asked for when they are answered. */
  openWriter(): Promise<PrismaClient>;
}
