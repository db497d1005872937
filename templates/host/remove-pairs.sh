# remove-pairs.sh: removes every pair and what it trusts; the link first, so that a cut leaves none in force.
alone
rm -f "$state/tls/current"
rm -rf "$state/tls"
