package io.foodflow.platform.placement;

import io.foodflow.platform.tenancy.Tenant;
import java.util.UUID;

/**
 * One step of a move, as it stood when it was taken up.
 *
 * @param holder who takes it; whatever is written down is so only while that holder has the move
 */
record Turn(Move move, Tenant tenant, UUID holder) {}
