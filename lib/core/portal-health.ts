/**
 * How a part of the portal is: `degraded` works in part or with what is known from before, `away` does not
 * answer, `not-set` is not in the settings.
 */
export type PartState = "ok" | "degraded" | "away" | "not-set";

/** The parts of a portal that can fail by themselves. Nothing here says where they are or why they fail. */
export type PartStates = {
	/** What was promised to people is kept there. */
	store: PartState;
	/** The tenant's signing keys, by which calls with a token are checked. */
	keys: PartState;
	/** The managed domain's controllers. */
	domain: PartState;
	mail: PartState;
};

export type PortalHealth = { status: "ready" | "not-ready"; parts: PartStates };

/**
 * Whether employees can be sent to this portal. Without store or keys it could answer nothing. Without
 * the domain a change is made and followed all the same, and told as "cannot be seen just now"; mails wait.
 */
export function portalHealth(parts: PartStates): PortalHealth {
	const isReady = parts.store !== "away" && parts.keys !== "away";
	return { status: isReady ? "ready" : "not-ready", parts };
}
