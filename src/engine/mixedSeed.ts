/** Seeds close to 0 or −1 make a first draw close to 0; MurmurHash3's last step (Appleby 2011) leaves none of them so. */
export function mixed(seed: number): number {
  const once = Math.imul(seed ^ (seed >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return twice ^ (twice >>> 16);
}
