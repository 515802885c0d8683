/** Two devices of one person at one server, in every interleaving of what they send, hear and lose. */
import { twoDevices } from '../../fuzz/two-devices.js';
import { testAll } from '../../fuzz/property.js';

testAll(twoDevices);
