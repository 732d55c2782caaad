/** Removes what global-setup.mjs and the tests made. */
export default async function tearDown() {
  await globalThis.stopTestServer?.();
}
