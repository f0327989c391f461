import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { AddressProvider } from "@/components/address/address-provider";
import { ShownBar } from "@/components/follow/shown-bar";
import { KeyboardProvider } from "@/components/shell/keyboard-provider";
import { AccessProvider } from "@/components/ui/access";
import { Announcements } from "@/components/ui/announcements";
import { THEME_COOKIE } from "@/components/ui/theme-cookie";
import { TooltipRoot } from "@/components/ui/tooltip-root";
import { pageAccess } from "@/lib/api/page-access";
import { getRuntime } from "@/lib/server/runtime";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Turntree", template: "%s · Turntree" },
  description:
    "What agents and a model said to each other, token by token, and what a trainer learns from it.",
};

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const theme = (await cookies()).get(THEME_COOKIE)?.value;
  const head = await headers();
  const access = pageAccess((await getRuntime()).gate, head) ?? {
    mayExport: false,
    mayAnnotate: false,
    asksForKeys: true,
  };
  return (
    <html lang="en" data-theme={theme === "light" || theme === "dark" ? theme : undefined}>
      <body>
        <AddressProvider>
          <TooltipRoot>
            <Announcements>
              <AccessProvider access={access}>
                <KeyboardProvider>
                  {children}
                  <ShownBar />
                </KeyboardProvider>
              </AccessProvider>
            </Announcements>
          </TooltipRoot>
        </AddressProvider>
      </body>
    </html>
  );
}
