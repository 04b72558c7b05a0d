// Command verify checks a receipt or a whole log with Go's own sumdb/note and sumdb/tlog, and nothing of Paraph's.
//
//	verify receipt PROOF ENTRY LOG-VKEY [COSIGNER-VKEY]...
//	verify log FOLDER LOG-VKEY [COSIGNER-VKEY]...
//
// Every key given must have signed. It prints what it found and exits 0, or says why not and exits 1.
package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	if len(os.Args) < 4 {
		fail("verify receipt PROOF ENTRY LOG-VKEY [COSIGNER-VKEY]... | verify log FOLDER LOG-VKEY [COSIGNER-VKEY]...")
	}
	switch os.Args[1] {
	case "receipt":
		receipt(os.Args[2], os.Args[3], os.Args[4:])
	case "log":
		wholeLog(os.Args[2], os.Args[3:])
	default:
		fail("unknown command " + os.Args[1])
	}
}

// receipt checks a C2SP tlog-proof without extra data.
func receipt(proofFile, entryFile string, vkeys []string) {
	head, checkpoint, found := strings.Cut(string(read(proofFile)), "\n\n")
	lines := strings.Split(head, "\n")
	if !found || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" || !strings.HasPrefix(lines[1], "index ") {
		fail("no proof")
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	check(err)
	var proof tlog.RecordProof
	for _, line := range lines[2:] {
		hash, err := tlog.ParseHash(line)
		check(err)
		proof = append(proof, hash)
	}
	tree := open([]byte(checkpoint), vkeys)
	check(tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(read(entryFile))))
	fmt.Printf("entry %d of %d\n", index, tree.N)
}

// wholeLog checks every entry of a C2SP tlog-tiles folder against its signed checkpoint.
func wholeLog(folder string, vkeys []string) {
	tree := open(read(filepath.Join(folder, "checkpoint")), vkeys)
	hashes := tlog.TileHashReader(tree, tiles{folder})
	for start := int64(0); start < tree.N; start += 256 {
		tile := tlog.Tile{H: 8, L: 0, N: start / 256, W: 256}
		if tree.N-start < 256 {
			tile.W = int(tree.N - start)
		}
		bundle := read(filepath.Join(folder, strings.Replace(path(tile), "tile/0/", "tile/entries/", 1)))
		for n := start; n < start+int64(tile.W); n++ {
			if len(bundle) < 2 || len(bundle) < 2+int(binary.BigEndian.Uint16(bundle)) {
				fail("bundle too short")
			}
			end := 2 + int(binary.BigEndian.Uint16(bundle))
			logged, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, n)})
			check(err)
			if logged[0] != tlog.RecordHash(bundle[2:end]) {
				fail(fmt.Sprintf("entry %d is not the one logged", n))
			}
			bundle = bundle[end:]
		}
		if len(bundle) != 0 {
			fail("bundle too long")
		}
	}
	fmt.Printf("%d entries\n", tree.N)
}

// open checks that every key signed the checkpoint, and that the first is the log's own.
func open(data []byte, vkeys []string) tlog.Tree {
	var verifiers []note.Verifier
	for _, vkey := range vkeys {
		verifiers = append(verifiers, verifier(vkey))
	}
	opened, err := note.Open(data, note.VerifierList(verifiers...))
	check(err)
	if len(opened.Sigs) != len(vkeys) {
		fail(fmt.Sprintf("%d of %d keys signed", len(opened.Sigs), len(vkeys)))
	}
	origin, rest, _ := strings.Cut(opened.Text, "\n")
	if origin != verifiers[0].Name() {
		fail("the log is not " + origin)
	}
	tree, err := tlog.ParseTree([]byte("go.sum database tree\n" + rest))
	check(err)
	if string(tlog.FormatTree(tree)) != "go.sum database tree\n"+rest {
		fail("extension lines")
	}
	return tree
}

func verifier(vkey string) note.Verifier {
	if v, err := note.NewVerifier(vkey); err == nil {
		return v
	}
	return newCosigner(vkey)
}

// cosigner verifies C2SP tlog-cosignature 0x04.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func newCosigner(vkey string) *cosigner {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		fail("no key: " + vkey)
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	check(err)
	if len(key) != 33 || key[0] != 4 {
		fail("no Ed25519 cosigner's key: " + vkey)
	}
	id := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	if fmt.Sprintf("%x", id[:4]) != parts[1] {
		fail("wrong id: " + vkey)
	}
	return &cosigner{parts[0], binary.BigEndian.Uint32(id[:4]), key[1:]}
}

func (c *cosigner) Name() string    { return c.name }
func (c *cosigner) KeyHash() uint32 { return c.hash }

func (c *cosigner) Verify(msg, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	signed := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(sig), msg)
	return ed25519.Verify(c.key, []byte(signed), sig[8:])
}

// tiles reads the tiles of a folder for sumdb/tlog, which authenticates them.
type tiles struct{ folder string }

func (t tiles) Height() int                     { return 8 }
func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}
func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var found [][]byte
	for _, tile := range wanted {
		data, err := os.ReadFile(filepath.Join(t.folder, path(tile)))
		if err != nil {
			return nil, err
		}
		found = append(found, data)
	}
	return found, nil
}

// path is C2SP's: Go's without the height.
func path(tile tlog.Tile) string {
	return strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
}

func read(file string) []byte {
	data, err := os.ReadFile(file)
	check(err)
	return data
}

func check(err error) {
	if err != nil {
		fail(err.Error())
	}
}

func fail(why string) {
	fmt.Fprintln(os.Stderr, "refused: "+why)
	os.Exit(1)
}
