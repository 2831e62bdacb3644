package io.foodflow.engine.ledger.merkle;

/** Where the hashes of complete subtrees come from. */
@FunctionalInterface
public interface NodeSource {

    /** The hash of a node that is complete in the tree asked about. */
    Hash hash(TreeNode node);
}
