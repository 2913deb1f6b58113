// Keeps one emergency kit on the device, and nothing else. With a network the page is the newest one; without, or where
// it does not come whole in time, it is the one that was kept, and says so. `KIT` stands above: scope, names, pages, files.
const CACHE = KIT.prefix + KIT.version;
const PATIENCE = 3000; // milliseconds

// Without cookies: what is kept is what everybody may read.
const keep = (url, cache) => new Request(url, { credentials: "omit", cache });
const inTime = (promise) =>
  new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("too slow")), PATIENCE);
    promise.then(resolve, reject);
  });

self.addEventListener("install", (event) => {
  const wanted = [
    ...KIT.pages.map((url) => keep(url, "no-cache")),
    ...KIT.files.map((url) => keep(url, "default")),
  ];
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(wanted)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forget((name) => name !== CACHE).then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  const path = url.pathname + url.search;
  if (event.request.mode === "navigate" && url.pathname === KIT.scope) event.respondWith(page(event.request, url));
  else if (KIT.files.includes(path)) event.respondWith(file(event.request, path));
});

// The newest page, else the kept one in the language of the address; a place in it is looked up on the device.
async function page(request, url) {
  try {
    const answer = await inTime(whole(request));
    if (answer.ok) return answer;
    if (await isGone()) await withdraw();
    else if (answer.type !== "opaqueredirect") throw new Error("a fault");
    return answer;
  } catch {}
  const language = url.searchParams.get("sprache");
  const wanted = KIT.pages.find((one) => language && one.endsWith(`=${language}`));
  const found = await kept(wanted || KIT.scope);
  return found ? marked(found) : fetch(request);
}

// Half a page is none: the network may go while it comes.
async function whole(request) {
  const answer = await fetch(request);
  if (answer.ok) await answer.clone().arrayBuffer();
  return answer;
}

// `data-kept` tells the page that it came from the device, which a browser with a silent network does not know.
async function marked(found) {
  const words = (await found.text()).replace(" data-kit=", " data-kept data-kit=");
  return new Response(words, { headers: found.headers });
}

async function file(request, path) {
  return (await kept(path)) || fetch(request);
}

function kept(path) {
  return caches.match(path, { cacheName: CACHE, ignoreVary: true });
}

// A kit that was taken back leaves the device, too, and one that moved this address. A fault of the page is no proof of
// that: the worker's own address is, which also says where the kit lies.
async function isGone() {
  const answer = await inTime(fetch(keep(location.href, "no-store"))).catch(() => null);
  if (answer?.ok) return answer.headers.get("Service-Worker-Allowed") !== KIT.scope;
  return answer !== null && [404, 410].includes(answer.status);
}

async function withdraw() {
  await forget((name) => name === CACHE);
  await self.registration.unregister();
}

async function forget(isOld) {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(KIT.prefix) && isOld(name)).map((name) => caches.delete(name)));
}
