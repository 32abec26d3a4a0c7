const WORKER = "/sw.js";

/** The part of Trusted Types used here; browsers without them accept a plain string. */
type TrustedTypes = {
	createPolicy(
		name: string,
		rules: { createScriptURL(address: string): string },
	): { createScriptURL(address: string): string };
};
let address: string | undefined;

/** The pages' CSP accepts a worker's address only from this Trusted Types policy, which allows this one. */
function trustedAddress(): string {
	const { trustedTypes } = window as { trustedTypes?: TrustedTypes };
	const policy = trustedTypes?.createPolicy("keyturn-offline", { createScriptURL: () => WORKER });
	return policy?.createScriptURL(WORKER) ?? WORKER;
}

/** Installs the offline page on this device: only devices that follow a change need it. */
export async function readyForOffline(): Promise<void> {
	if (!("serviceWorker" in navigator)) return;
	try {
		address ??= trustedAddress();
		await navigator.serviceWorker.register(address);
	} catch {
		// Some browsers have the API and block it. Then there is no offline page.
	}
}
