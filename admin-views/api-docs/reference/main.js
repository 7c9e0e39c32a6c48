// What the reference gains with JavaScript: search, places that open, code to copy, and calls to try. Without it, it is a long
// page to read.
import { offerCopies } from './copies.js';
import { followPlaces } from './places.js';
import { offerSearch } from './search.js';
import { offerTries } from './tries.js';

followPlaces();
offerSearch();
offerCopies();
offerTries();
