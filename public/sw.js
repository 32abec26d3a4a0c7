// Shows a page of its own where the portal cannot be reached, with the state that this device saw last
// (`lib/server/brand/offline-page.ts`). Nothing else is kept or answered from here: whoever is online gets
// every page from the server, also after an upgrade. Only devices that follow a change have it.
const OFFLINE = "/offline";
const KEPT = "keyturn-offline";

let isFresh = false;

/** Keeps the page in the visitor's language of now, once in each life of this worker. */
async function keepOffline() {
	if (isFresh) return;
	isFresh = true;
	const kept = await caches.open(KEPT);
	await kept.add(new Request(OFFLINE, { cache: "no-cache" })).catch(() => {
		isFresh = false;
	});
}

async function pageOrOffline(request) {
	try {
		return await fetch(request);
	} catch (error) {
		const offline = await caches.match(OFFLINE, { ignoreVary: true });
		if (!offline) throw error;
		return offline;
	}
}

addEventListener("install", (event) => {
	self.skipWaiting();
	event.waitUntil(keepOffline());
});

addEventListener("fetch", (event) => {
	const { mode, method, destination, url } = event.request;
	// Frames and the tenant's answers are the sign-in library's own affair.
	if (mode !== "navigate" || method !== "GET" || destination !== "document") return;
	if (new URL(url).pathname.startsWith("/auth")) return;
	const answer = pageOrOffline(event.request);
	event.respondWith(answer);
	event.waitUntil(answer.then(keepOffline, () => undefined));
});
