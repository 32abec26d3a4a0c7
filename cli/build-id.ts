/**
 * Names the build for Next, which would make an id up at random. By it a page knows that the portal was
 * upgraded, so it follows from the sources alone: the same commit gives the same files.
 */
export const BUILD_ID = "KEYTURN_BUILD_ID";
