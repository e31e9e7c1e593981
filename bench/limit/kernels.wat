;; What the engine can do at best: the two rates from which the limit of a workload is counted.
(module
  (memory (export "memory") 1)

  ;; `count` rounds of 13 independent multiply-adds of four numbers each. Thirteen sums and the two constants fill the registers
  ;; that V8 hands out on x86-64; each sum waits for itself only, and thirteen are enough to hide that.
  (func (export "multiply_add") (param $count i32) (result f32)
    (local $scale v128) (local $shift v128)
    (local $0 v128) (local $1 v128) (local $2 v128) (local $3 v128) (local $4 v128) (local $5 v128) (local $6 v128)
    (local $7 v128) (local $8 v128) (local $9 v128) (local $10 v128) (local $11 v128) (local $12 v128)
    ;; The sums stay near 1 for ever: no overflow, no subnormal numbers.
    (local.set $scale (v128.const f32x4 0.5 0.5 0.5 0.5))
    (local.set $shift (v128.const f32x4 0.5 0.5 0.5 0.5))
    (loop $again
      (local.set $0 (f32x4.add (f32x4.mul (local.get $0) (local.get $scale)) (local.get $shift)))
      (local.set $1 (f32x4.add (f32x4.mul (local.get $1) (local.get $scale)) (local.get $shift)))
      (local.set $2 (f32x4.add (f32x4.mul (local.get $2) (local.get $scale)) (local.get $shift)))
      (local.set $3 (f32x4.add (f32x4.mul (local.get $3) (local.get $scale)) (local.get $shift)))
      (local.set $4 (f32x4.add (f32x4.mul (local.get $4) (local.get $scale)) (local.get $shift)))
      (local.set $5 (f32x4.add (f32x4.mul (local.get $5) (local.get $scale)) (local.get $shift)))
      (local.set $6 (f32x4.add (f32x4.mul (local.get $6) (local.get $scale)) (local.get $shift)))
      (local.set $7 (f32x4.add (f32x4.mul (local.get $7) (local.get $scale)) (local.get $shift)))
      (local.set $8 (f32x4.add (f32x4.mul (local.get $8) (local.get $scale)) (local.get $shift)))
      (local.set $9 (f32x4.add (f32x4.mul (local.get $9) (local.get $scale)) (local.get $shift)))
      (local.set $10 (f32x4.add (f32x4.mul (local.get $10) (local.get $scale)) (local.get $shift)))
      (local.set $11 (f32x4.add (f32x4.mul (local.get $11) (local.get $scale)) (local.get $shift)))
      (local.set $12 (f32x4.add (f32x4.mul (local.get $12) (local.get $scale)) (local.get $shift)))
      (br_if $again (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))
    ;; All sums are used, or an optimiser could leave some of them out.
    (f32x4.extract_lane 0
      (f32x4.add
        (f32x4.add
          (f32x4.add (f32x4.add (local.get $0) (local.get $1)) (f32x4.add (local.get $2) (local.get $3)))
          (f32x4.add (f32x4.add (local.get $4) (local.get $5)) (f32x4.add (local.get $6) (local.get $7))))
        (f32x4.add
          (f32x4.add (f32x4.add (local.get $8) (local.get $9)) (f32x4.add (local.get $10) (local.get $11)))
          (local.get $12)))))

  ;; tanh of the `count` vectors from address 0 on, to address 32768 on. A rational of degrees 7 and 8 with a relative error of
  ;; 1.5e-7 up to |x| = 8, as in crate/src/math/elementary.rs, in factors: its parts do not wait for each other. Arguments beyond 8
  ;; are not cut off. One vector a turn is faster than two or more, which spill constants; two that share a division are slower.
  (func (export "tanh") (param $count i32)
    (local $at i32) (local $x v128) (local $s v128)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local $e v128) (local $f v128) (local $g v128) (local $h v128)
    (local.set $a (v128.const f32x4 205.16997064 205.16997064 205.16997064 205.16997064))
    (local.set $b (v128.const f32x4 43.16655915 43.16655915 43.16655915 43.16655915))
    (local.set $c (v128.const f32x4 9.87979423 9.87979423 9.87979423 9.87979423))
    (local.set $d (v128.const f32x4 46.471725 46.471725 46.471725 46.471725))
    (local.set $e (v128.const f32x4 860.49700522 860.49700522 860.49700522 860.49700522))
    (local.set $f (v128.const f32x4 85.01160247 85.01160247 85.01160247 85.01160247))
    (local.set $g (v128.const f32x4 22.52782667 22.52782667 22.52782667 22.52782667))
    (local.set $h (v128.const f32x4 2.46746563 2.46746563 2.46746563 2.46746563))
    (local.set $count (i32.shl (local.get $count) (i32.const 4)))
    (loop $again
      (local.set $x (v128.load (local.get $at)))
      (local.set $s (f32x4.mul (local.get $x) (local.get $x)))
      (v128.store offset=32768 (local.get $at)
        (f32x4.div
          (f32x4.mul
            (f32x4.mul (f32x4.add (local.get $s) (local.get $a)) (f32x4.add (local.get $s) (local.get $b)))
            (f32x4.mul (f32x4.add (local.get $s) (local.get $c)) (f32x4.mul (local.get $x) (local.get $d))))
          (f32x4.mul
            (f32x4.mul (f32x4.add (local.get $s) (local.get $e)) (f32x4.add (local.get $s) (local.get $f)))
            (f32x4.mul (f32x4.add (local.get $s) (local.get $g)) (f32x4.add (local.get $s) (local.get $h))))))
      (br_if $again (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $count)))))
)
