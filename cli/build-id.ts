/**
 * The build id, by which a page notices that the portal was upgraded. Next's own is random; this one depends
 * only on the sources, so that the same commit gives the same files.
 */
export const BUILD_ID = "KEYTURN_BUILD_ID";
