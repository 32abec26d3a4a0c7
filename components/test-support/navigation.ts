import { vi } from "vitest";

/**
 * Replaces `next/navigation` (`vitest.config.ts`): without Next there is no router. Tests inspect
 * the calls.
 */
export const router = {
	push: vi.fn<(href: string) => void>(),
	replace: vi.fn<(href: string) => void>(),
	prefetch: vi.fn<(href: string) => void>(),
};

let path = "/";

/** Sets the path that components see. */
export function setPath(to: string): void {
	path = to;
}

export const useRouter = () => router;
export const usePathname = () => path;
