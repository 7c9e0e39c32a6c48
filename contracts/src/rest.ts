/** How the REST face of the product is worded: as the RealWorld specification asks. */
export { realWorld as restWording } from './realworld.ts';
