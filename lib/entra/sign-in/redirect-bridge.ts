import { broadcastResponseToMainFrame } from "@azure/msal-browser/redirect-bridge";

/**
 * The whole script of `/auth`, which receives the tenant's answers: passes them to the page that
 * asked. Opened without an answer, by hand or after sign-out, it redirects to the start page.
 */
broadcastResponseToMainFrame().catch(() => window.location.replace("/"));
