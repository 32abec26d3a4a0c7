/**
 * The state of one part of the portal: `degraded` works in part or with cached data, `away` does
 * not answer, `not-set` is not configured.
 */
export type PartState = "ok" | "degraded" | "away" | "not-set";

/**
 * The parts of a portal that can fail independently. Nothing here reveals where they are or why
 * they fail.
 */
export type PartStates = {
	/** Holds the watches and mails promised to people. */
	store: PartState;
	/** The tenant's signing keys, which verify the tokens of calls. */
	keys: PartState;
	/** The managed domain's controllers. */
	domain: PartState;
	mail: PartState;
};

export type PortalHealth = { status: "ready" | "not-ready"; parts: PartStates };

/**
 * Whether a load balancer may send employees to this portal. Without the store or the keys it cannot answer calls. Without the
 * domain, changes are still made and followed, and shown as "cannot be
 * seen just now"; mails wait.
 */
export function portalHealth(parts: PartStates): PortalHealth {
	const isReady = parts.store !== "away" && parts.keys !== "away";
	return { status: isReady ? "ready" : "not-ready", parts };
}
