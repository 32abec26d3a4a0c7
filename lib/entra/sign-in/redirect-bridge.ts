import { broadcastResponseToMainFrame } from "@azure/msal-browser/redirect-bridge";

/**
 * The whole script of `/auth`, where the tenant's answers arrive: hands them to the page that asked.
 * Opened without an answer, by hand or after signing out, the page leads to the start.
 */
broadcastResponseToMainFrame().catch(() => window.location.replace("/"));
