import Link from "next/link";

const PAGES = [
  { href: "/sessions", name: "Sessions" },
  { href: "/runs", name: "Runs" },
  { href: "/groups", name: "Groups" },
  { href: "/reports", name: "Reports" },
] as const;

export type PageName = (typeof PAGES)[number]["name"];

/** The way between the lists. */
export function SiteNav({ current }: { readonly current: PageName }) {
  return (
    <nav aria-label="Pages" className="flex gap-4 text-sm">
      {PAGES.map(({ href, name }) => (
        <Link
          key={href}
          href={href}
          aria-current={name === current ? "page" : undefined}
          className="border-b-2 border-transparent py-0.5 text-ink-2 hover:text-ink aria-[current=page]:border-ink aria-[current=page]:text-ink"
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
