/**
 * Whether tabs of this browser can coordinate. Some browsers have no Web Locks, and those that
 * block a site's storage refuse them (Web Locks, 4.1: "obtain a lock manager" may fail).
 */
export async function canLock(): Promise<boolean> {
	if (!("locks" in navigator)) return false;
	return await navigator.locks.query().then(
		() => true,
		() => false,
	);
}
