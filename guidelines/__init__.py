"""What a good reply is: rules, policy and the check."""
