import { vi } from "vitest";

/**
 * Stands in for `next/navigation` (`vitest.config.ts`): without Next there is no router. Tests look at
 * what was asked of it.
 */
export const router = {
	push: vi.fn<(href: string) => void>(),
	replace: vi.fn<(href: string) => void>(),
	prefetch: vi.fn<(href: string) => void>(),
};

let path = "/";

/** Sets the path of the page that a component believes to be on. */
export function setPath(to: string): void {
	path = to;
}

export const useRouter = () => router;
export const usePathname = () => path;
