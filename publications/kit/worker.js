// Keeps one emergency kit on the device, and nothing else. With a network the page is the newest one; without, or where
// the network does not answer in time, it is the one that was kept. `KIT` stands above: scope, names, pages, files.
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
    const answer = await inTime(fetch(request));
    if (answer.status === 404 || answer.status === 410) await withdraw();
    if (answer.status < 500) return answer;
  } catch {}
  const cache = await caches.open(CACHE);
  const language = url.searchParams.get("sprache");
  const wanted = KIT.pages.find((one) => language && one.endsWith(`=${language}`));
  return (await cache.match(wanted || KIT.scope, { ignoreVary: true })) || fetch(request);
}

async function file(request, path) {
  return (await (await caches.open(CACHE)).match(path, { ignoreVary: true })) || fetch(request);
}

// A kit that was taken back leaves the device, too.
async function withdraw() {
  await forget(() => true);
  await self.registration.unregister();
}

async function forget(isOld) {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(KIT.prefix) && isOld(name)).map((name) => caches.delete(name)));
}
