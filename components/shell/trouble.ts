/** What is wrong with a part of the server, what is said of it, and what still works. */
export interface Trouble {
  readonly of: "storage" | "engine" | "durability";
  readonly title: string;
  readonly said: string;
  readonly works: string;
}
